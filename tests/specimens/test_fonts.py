"""Which faces may be used by whom."""

from pathlib import Path

import pytest

from specimens.errors import NoFont
from specimens.fonts import COMMITTED, Split, covering, every_face, faces, ocr_b


def test_no_family_is_in_two_splits() -> None:
    families = [{face.family for face in faces(split)} for split in Split]
    assert not families[0] & families[1]
    assert not families[0] & families[2]
    assert not families[1] & families[2]


@pytest.mark.parametrize("split", list(Split))
def test_what_a_machine_has_installed_changes_no_drawing(split: Split) -> None:
    assert {face.path.parent for face in every_face(split)} == set(COMMITTED)


@pytest.mark.parametrize("split", list(Split))
def test_every_split_can_draw_arabic_from_a_bare_checkout(split: Split) -> None:
    assert covering(faces(split, COMMITTED), "شهادة ولادة ٢٠٢٤")


@pytest.mark.parametrize("split", list(Split))
def test_every_split_can_draw_latin_codes_from_a_bare_checkout(split: Split) -> None:
    assert covering(faces(split, COMMITTED), "A12345678/")


def test_the_typeface_of_machine_readable_zones_is_there() -> None:
    assert ocr_b(COMMITTED).name == "OCRB.otf"


def test_a_letter_no_face_holds_is_refused() -> None:
    with pytest.raises(NoFont):
        covering(faces(Split.TRAINING, COMMITTED), "漢")


def test_without_fonts_the_answer_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoFont):
        faces(Split.TRAINING, (tmp_path,))


@pytest.mark.parametrize("split", list(Split))
def test_every_split_can_draw_without_harfbuzz(split: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specimens.fonts.HARFBUZZ", False)
    assert covering(faces(split, COMMITTED), "عبد الله گۆران")
