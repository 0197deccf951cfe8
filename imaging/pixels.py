"""Every kind of pixel that scanners and telephones write, as RGB on white paper."""

from typing import Final

from PIL import Image

from imaging.errors import Damaged, UnsupportedType

_EXIF_ORIENTATION: Final = 274
"""Number of the EXIF tag that says how a camera was held (0x0112)."""
_TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations (CIPA DC-008, 4.6.4) that swap width and height."""


def orientation(exif: bytes | None) -> int:
    """The EXIF orientation 1 to 8; 1 when there is none. A broken block is no reason to refuse a page."""
    if not exif:
        return 1
    block = Image.Exif()
    try:
        block.load(exif)
        found = block.get(_EXIF_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a hostile block fails in any way it likes, and all of them mean the same
        return 1
    return found if found in _TURN else 1


def upright(image: Image.Image, turn: int) -> Image.Image:
    """The image as a viewer shows it, given its EXIF orientation."""
    return image.transpose(_TURN[turn]) if turn in _TURN else image


def to_rgb(image: Image.Image) -> Image.Image:
    """Any mode of JPEG, PNG or TIFF as RGB on white paper. Raises UnsupportedType for an exotic one."""
    if image.mode == "RGB":
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _stretched(image).convert("RGB")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode in {"LA", "PA", "La", "RGBa"}:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    if image.mode in {"RGB", "1", "L", "CMYK", "YCbCr", "RGBX"}:
        return image.convert("RGB")
    raise UnsupportedType({"found": f"pixels {image.mode}"})


def _stretched(image: Image.Image) -> Image.Image:
    """Sixteen bits or wider to eight, by the values that occur: scanners use 10, 12 or all 16 of them."""
    wide = image if image.mode == "F" else image.convert("I")
    low, high = wide.getextrema()
    if isinstance(low, tuple) or isinstance(high, tuple):
        raise Damaged
    scale = 255.0 / (high - low) if high > low else 1.0
    return wide.point(lambda value: value * scale - low * scale).convert("L")
