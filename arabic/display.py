"""Arabic in a terminal that neither joins letters nor runs from right to left."""

import arabic_reshaper
from bidi.algorithm import get_display  # the compiled one at the top level mirrors no brackets


def for_terminal(text: str) -> str:
    """Return the text with letters joined and in visual order, for printing only; never store it."""
    if text.isascii():
        return text
    return str(get_display(arabic_reshaper.reshape(text)))
