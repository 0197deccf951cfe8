"""How Arabic letters get their joined shapes: HarfBuzz where Pillow can load it, else presentation forms."""

from functools import cache

from arabic_reshaper import ArabicReshaper
from PIL import features

# HarfBuzz shapes like a word processor. Without it (no libfribidi on the machine) presentation forms come
# close, in the faces that hold them.
HARFBUZZ = bool(features.check("raqm"))


def presentation_forms(text: str) -> str:
    """Logical text with each letter in the form it takes between its neighbours."""
    return str(_reshaper().reshape(text))


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "support_zwj": True, "ARABIC LIGATURE ALLAH": False})
