"""What people hand in besides good scans: blank, inverted, tiny, huge, screenshots, torn paper, a hand."""

import io
import random
from collections.abc import Callable, Mapping
from typing import Final

import cv2
import numpy as np
from PIL import Image

from reference.documents import document_types
from specimens.capture import Wear, capture, grain, pressed
from specimens.desks import Desk, draw_desk
from specimens.documents import Specimen, Wish, draw_document
from specimens.fonts import Split, faces
from specimens.sheet import Pixels

EXIF_ORIENTATION: Final = 0x0112
SKIN: Final = (196, 142, 112)
# One that comes with the code: the same pictures on every machine.
FACE: Final = faces(Split.TRAINING)[-1]
TYPES: Final = document_types()


def card(side: str = "front", seed: int = 611, dpi: float = 300.0) -> Specimen:
    """A national card as printed."""
    return draw_document(TYPES["national_card"], side, seed, None, Wish(Split.TRAINING, face=FACE, dpi=dpi))


def form(dpi: float = 150.0, wear: Wear = Wear.FLATBED) -> Specimen:
    """A birth certificate."""
    wish = Wish(Split.TRAINING, face=FACE, wear=wear, dpi=dpi)
    return draw_document(TYPES["birth_certificate"], "page", 612, None, wish)


def saved(pixels: Pixels, kind: str = "PNG", **options: object) -> bytes:
    """The pixels as a file of that kind."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


def blank() -> bytes:
    """A white page with a scanner's grain."""
    return saved(grain(np.full((1170, 827, 3), 244, np.uint8), random.Random(1), 4), "JPEG")


def blank_on_its_head() -> bytes:
    """The empty back of a yellowed form, turned, with the shade of its edge along the foot."""
    page = np.full((1170, 827, 3), (238, 232, 214), np.uint8)
    page[:12] = (90, 88, 84)
    return saved(grain(page, random.Random(2), 6), "JPEG")


def two_cards() -> bytes:
    """Two sides of a card beside each other on a scanner's dark lid."""
    lid = np.full((900, 2300, 3), 40, np.uint8)
    for place, side in ((80, "front"), (1200, "back")):
        image = card(side).image
        lid[120 : 120 + image.shape[0], place : place + image.shape[1]] = image
    return saved(grain(lid, random.Random(3), 3), "JPEG", quality=90)


def screenshot() -> bytes:
    """A telephone's screen that shows a form between two bars."""
    paper = form(dpi=120).image
    height, width = paper.shape[:2]
    screen = np.full((height + 260, width + 60, 3), 32, np.uint8)
    screen[:90] = (20, 60, 110)
    for x in range(40, screen.shape[1] - 60, 120):
        cv2.circle(screen, (x, height + 200), 26, (210, 210, 214), cv2.FILLED)
        cv2.line(screen, (x, 45), (x + 60, 45), (240, 240, 240), 6)
    screen[110 : 110 + height, 30 : 30 + width] = paper
    return saved(screen)


def inverted() -> bytes:
    """A negative."""
    return saved(np.asarray(255 - form().image, np.uint8))


def screen_resolution() -> bytes:
    """An A4 form at 72 dpi."""
    return saved(form(dpi=72).image, "JPEG")


def finest_resolution() -> bytes:
    """A card at 1200 dpi."""
    image = cv2.resize(card(dpi=600).image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return saved(np.asarray(image, np.uint8), "JPEG", quality=85)


def four_inks() -> bytes:
    """A JPEG in cyan, magenta, yellow and black."""
    out = io.BytesIO()
    Image.fromarray(form().image).convert("CMYK").save(out, "JPEG", quality=90)
    return out.getvalue()


def sixteen_bits() -> bytes:
    """A grey TIFF of 16 bits, of which a scanner used 12."""
    grey = cv2.cvtColor(form().image, cv2.COLOR_RGB2GRAY).astype(np.uint16) * 16
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "TIFF")
    return out.getvalue()


def turned_by_exif() -> bytes:
    """Pixels that lie on their side, and a note in the file that says so."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    lying = np.ascontiguousarray(np.rot90(form().image))
    return saved(lying, "JPEG", quality=90, exif=exif)


def animated() -> bytes:
    """A PNG of two pictures, the form and nothing."""
    frames = [Image.fromarray(form().image), Image.new("RGB", form().image.shape[1::-1], "white")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], duration=400)
    return out.getvalue()


def torn() -> bytes:
    """The upper half of a form, torn off along an uneven line, on a dark lid."""
    specimen, rng = form(), random.Random(4)
    image = specimen.image.copy()
    height, width = image.shape[:2]
    edge = [(x, round(height * 0.52 + rng.uniform(-18, 18))) for x in range(0, width + 40, 40)]
    cv2.fillPoly(image, [np.array([*edge, (width, height), (0, height)], np.int32)], (38, 38, 40))
    return saved(image, "JPEG", quality=88)


def in_a_hand() -> bytes:
    """A card between thumb and fingers before a room."""
    rng = random.Random(5)
    shot = capture(card().image, Wear.CLEAN, rng)
    height, width = (round(1.5 * side) for side in shot.pixels.shape[:2])
    room = draw_desk(rng, width, height, Desk.CLUTTERED)
    left, top = width // 6, height // 6
    hand = [((left - 40, top + 420), (150, 330), 70), ((left - 20, top + 250), (110, 300), 75)]
    for centre, axes, turn in hand:
        cv2.ellipse(room, centre, axes, turn, 0, 360, SKIN, cv2.FILLED, cv2.LINE_AA)
    room[top : top + shot.pixels.shape[0], left : left + shot.pixels.shape[1]] = shot.pixels
    thumb = (left + 20, top + shot.pixels.shape[0] - 60)
    cv2.ellipse(room, thumb, (150, 56), -20, 0, 360, (206, 152, 120), cv2.FILLED, cv2.LINE_AA)
    room = np.asarray(cv2.GaussianBlur(room, (0, 0), 0.8), np.uint8)
    return saved(pressed(room, 85), "JPEG", quality=88)


PICTURES: Final[Mapping[str, Callable[[], bytes]]] = {
    "blank": blank,
    "blank on its head": blank_on_its_head,
    "two cards": two_cards,
    "screenshot": screenshot,
    "inverted": inverted,
    "72 dpi": screen_resolution,
    "1200 dpi": finest_resolution,
    "CMYK": four_inks,
    "16 bits": sixteen_bits,
    "turned by EXIF": turned_by_exif,
    "animated": animated,
    "torn in half": torn,
    "in a hand": in_a_hand,
}
