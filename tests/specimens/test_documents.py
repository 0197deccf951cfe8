"""Whole papers: the same seed gives the same bytes, the truth points at ink, every type can be drawn."""

from pathlib import Path

import numpy as np
import pytest

from reference.documents import document_types
from specimens.capture import Wear
from specimens.demo import write_demo
from specimens.documents import Household, Specimen, Wish, draw_document, draw_foreign, draw_household
from specimens.fonts import Split
from specimens.foreign import Foreign

TYPES = document_types()
# Half the resolution: a quarter of the time, and all that is asked here.
DPI = 150.0
SIDES = [(key, side) for key, paper in TYPES.items() for side in paper.sides]


def draw(key: str, side: str, seed: int = 3, wear: Wear = Wear.CLEAN, turns: int = 0) -> Specimen:
    """One paper at low resolution."""
    return draw_document(TYPES[key], side, seed, wish=Wish(wear=wear, turns=turns, dpi=DPI))


@pytest.mark.parametrize(("key", "side"), SIDES)
def test_every_side_of_every_type_can_be_drawn(key: str, side: str) -> None:
    specimen = draw(key, side)
    assert specimen.truth.document_type == key
    assert specimen.truth.fields
    assert set(specimen.truth.fields) <= set(specimen.truth.boxes)


@pytest.mark.parametrize("wear", list(Wear))
def test_the_same_seed_gives_the_same_bytes(wear: Wear) -> None:
    first, second = (draw("birth_certificate", "page", wear=wear) for _ in range(2))
    assert np.array_equal(first.image, second.image)
    assert first.truth == second.truth


def test_another_seed_gives_another_paper() -> None:
    assert draw("national_card", "front", 1).truth.fields != draw("national_card", "front", 2).truth.fields


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("wear", [Wear.CLEAN, Wear.SKEWED, Wear.PHOTO])
def test_each_box_lies_on_ink(wear: Wear, turns: int) -> None:
    specimen = draw("birth_certificate", "page", wear=wear, turns=turns)
    grey = specimen.image.mean(axis=2)
    for corners in specimen.truth.boxes.values():
        points = np.array(corners)
        (west, top), (east, bottom) = points.min(axis=0).astype(int), points.max(axis=0).astype(int)
        inside = grey[max(0, top) : bottom + 1, max(0, west) : east + 1]
        assert inside.max() - inside.min() > 30


def test_both_sides_of_a_card_speak_of_one_person() -> None:
    people = draw_household(5, "national_card")
    front, back = (
        draw_document(TYPES["national_card"], side, 5, people, Wish(dpi=DPI)) for side in ("front", "back")
    )
    first_line = back.truth.mrz[0]
    assert front.truth.fields["document_number"] in first_line
    assert front.truth.fields["national_number"] in first_line
    assert first_line == back.truth.fields["mrz_line_1"]


@pytest.mark.parametrize("key", ["birth_certificate", "birth_proof"])
def test_a_birth_paper_can_be_drawn_for_the_couple_too(key: str) -> None:
    couple = draw_household(5, "marriage_contract")
    wife = Household(couple.family, couple.family.wife)
    named = [
        draw_document(TYPES[key], "page", 5, household, Wish(dpi=DPI)).truth.fields["father_name"]
        for household in (couple, wife)
    ]
    for person, father in zip((couple.person, wife.person), named, strict=True):
        assert father.startswith(f"{person.father_name} {person.grandfather_name}")


def test_a_family_table_has_a_row_for_everybody_else() -> None:
    people = draw_household(4, "record_extract")
    extract = draw_document(TYPES["record_extract"], "page", 4, people, Wish(dpi=DPI))
    assert len(extract.truth.rows) == len(people.family.members) - 1
    assert extract.truth.rows[0]["name"].startswith(people.family.wife.given_name)


@pytest.mark.parametrize("kind", list(Foreign))
def test_a_foreign_paper_is_unknown(kind: Foreign) -> None:
    specimen = draw_foreign(kind, 2, Wish(dpi=DPI))
    assert specimen.truth.document_type == "unknown"
    assert not specimen.truth.fields


def test_judgement_is_drawn_with_faces_that_training_never_sees() -> None:
    trained = draw_document(TYPES["national_card"], "front", 9, wish=Wish(dpi=DPI))
    judged = draw_document(TYPES["national_card"], "front", 9, wish=Wish(split=Split.JUDGEMENT, dpi=DPI))
    assert trained.truth.fields == judged.truth.fields
    assert not np.array_equal(trained.image, judged.image)


def test_the_demo_is_ten_files_of_four_kinds(tmp_path: Path) -> None:
    paths = write_demo(tmp_path)
    assert len(paths) == 10
    assert {path.suffix for path in paths} == {".jpg", ".png", ".tiff", ".pdf"}
    assert all(path.stat().st_size > 10_000 for path in paths)
