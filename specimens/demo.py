"""The ten files of the demo: photographs, scans, a TIFF of several pages, PDFs; all invented."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Specimen, Wish, draw_document, draw_foreign, draw_household
from specimens.foreign import Foreign

JPEG_QUALITY = 88
CARD_DPI = (300.0, 300.0)


def write_demo(folder: Path, seed: int = 1) -> tuple[Path, ...]:
    """Write ten files into an existing folder and answer their paths; the same seed, the same files.

    Both sides of the first card lie in a folder of their own: a folder is one case. One family runs through
    them: its father's card, a child's birth certificate, its register extract.
    """
    types = document_types()
    card = folder / "01-national-card"
    card.mkdir()
    people = draw_household(seed, "birth_certificate")
    father = draw_household(seed, "record_extract")

    def page(key: str, side: str, step: int, wear: Wear, turns: int = 0) -> Specimen:
        of_father = key in ("national_card", "record_extract", "marriage_contract")
        household = father if of_father else people
        return draw_document(types[key], side, seed + step, household, Wish(wear=wear, turns=turns))

    return (
        _save(card / "01-front.jpg", [page("national_card", "front", 0, Wear.PHOTO)]),
        _save(card / "02-back.jpg", [page("national_card", "back", 0, Wear.PHOTO)]),
        _save(folder / "03-birth-certificate.png", [page("birth_certificate", "page", 1, Wear.FLATBED)]),
        _save(folder / "04-birth-certificate-phone.jpg", [page("birth_certificate", "page", 2, Wear.PHOTO)]),
        _save(folder / "05-record-extract.jpg", [page("record_extract", "page", 3, Wear.SKEWED)]),
        _save(folder / "06-marriage-contract.pdf", [page("marriage_contract", "page", 4, Wear.FLATBED)]),
        _save(
            folder / "07-family-papers.tiff", [page(key, "page", 5, Wear.PHOTOCOPY) for key in FAMILY_PAPERS]
        ),
        _save(
            folder / "08-death-certificate-turned.jpg",
            [page("death_certificate", "page", 6, Wear.FLATBED, 1)],
        ),
        _save(
            folder / "09-national-card.pdf", [page("national_card", side, 7, Wear.CLEAN) for side in SIDES]
        ),
        _save(folder / "10-letter.jpg", [draw_foreign(Foreign.LETTER, seed, Wish(wear=Wear.FLATBED))]),
    )


FAMILY_PAPERS = ("birth_certificate", "record_extract")
SIDES = ("front", "back")


def _save(path: Path, pages: Sequence[Specimen]) -> Path:
    """Write pages as one file of the path's kind; PDF and TIFF hold all of them."""
    first, *rest = [Image.fromarray(page.image) for page in pages]
    match path.suffix:
        case ".jpg":
            first.save(path, quality=JPEG_QUALITY, dpi=CARD_DPI)
        case ".tiff":
            first.save(path, save_all=True, append_images=rest, compression="jpeg", dpi=CARD_DPI)
        case ".pdf":
            first.save(path, save_all=True, append_images=rest, resolution=CARD_DPI[0], quality=JPEG_QUALITY)
        case _:
            first.save(path, dpi=CARD_DPI)
    return path
