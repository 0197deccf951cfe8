"""`sijill read` on papers that are drawn here."""

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from api.schemas.readings import FieldAnswer, ReadingAnswer
from cli.reading.reader import plain_lines
from ocr.geometry import Box, Point
from ocr.result.reading import Decision, FieldReading, Quality, Reading, TextLine
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document, draw_household
from tests.cli.commands import sijill


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean scan of an invented card."""
    kind = document_types()["national_card"]
    household = draw_household(5, "national_card")
    drawn = draw_document(kind, "front", 5, household, Wish(wear=Wear.CLEAN))
    file = tmp_path_factory.mktemp("papers") / "بطاقة.png"
    Image.fromarray(drawn.image).save(file, dpi=(300, 300))
    return file


def test_a_card_is_read_as_the_programming_interface_would_say_it(
    card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = sijill("read", "--json", str(card), capsys=capsys)
    reading = json.loads(answer.out)
    assert answer.code == 0
    assert reading["file"] == str(card)
    assert reading["document_type"] == "national_card"
    assert ReadingAnswer.model_fields.keys() - reading.keys() <= {"mrz"}
    assert reading.keys() - ReadingAnswer.model_fields.keys() == set()
    assert all(field.keys() == FieldAnswer.model_fields.keys() for field in reading["fields"])


def test_a_folder_is_read_and_what_is_no_paper_is_left_out(
    card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (card.parent / "notes.txt").write_text("ليست ورقة")
    answer = sijill("read", "--json", str(card.parent), capsys=capsys)
    assert [json.loads(line)["file"] for line in answer.out.splitlines()] == [str(card)]


def test_people_get_a_table_in_their_language(
    card: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "ar")
    monkeypatch.setenv("COLUMNS", "120")
    answer = sijill("read", str(card), capsys=capsys)
    assert "البطاقة الوطنية" in answer.out
    assert "الحقل" in answer.out


def test_evidence_shows_the_page_and_every_value(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = sijill("read", "--json", "--evidence", str(tmp_path), str(card), capsys=capsys)
    boxed = [field["key"] for field in json.loads(answer.out)["fields"] if field["box"]]
    assert (tmp_path / "بطاقة-p0-0.png").exists()
    assert boxed
    assert {crop.stem for crop in (tmp_path / "بطاقة-p0-0").iterdir()} == set(boxed)


def test_a_file_that_is_no_picture_is_told_and_stops_nobody(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "نص.jpg"
    bad.write_text("ليست صورة")
    answer = sijill("read", "--json", str(bad), str(tmp_path / "none.jpg"), str(card), capsys=capsys)
    first, second, third = (json.loads(line) for line in answer.out.splitlines())
    assert answer.code == 1
    assert first["error"]["code"] == "not_an_image"
    assert second["error"]["code"] == "file_missing"
    assert "fields" in third


def test_a_picture_of_one_line_is_read_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = tmp_path / "line.png"
    Image.new("RGB", (400, 48), "white").save(line)
    answer = json.loads(sijill("read", "--line", "--json", str(line), capsys=capsys).out)
    assert answer.keys() == {"file", "text", "confidence", "decision"}
    assert answer["decision"] == "unreadable"


@pytest.mark.parametrize(
    ("form", "suffix", "line", "content"),
    [("hocr", ".hocr", "p", None), ("alto", ".alto.xml", "String", "CONTENT")],
)
def test_all_the_text_is_written_beside_the_evidence_with_its_places(
    card: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
    suffix: str,
    line: str,
    content: str | None,
) -> None:
    words = ["read", "--json", "--format", form, "--evidence", str(tmp_path), str(card)]
    answer = sijill(*words, capsys=capsys)
    assert answer.code == 0
    root = ElementTree.parse(tmp_path / (card.name + suffix)).getroot()
    lines = [one for one in root.iter() if one.tag.endswith("}" + line)]
    said = " ".join((one.get(content) if content else one.text) or "" for one in lines)
    accepted = [f["raw"] for f in json.loads(answer.out)["fields"] if f["decision"] == "accepted"]
    assert accepted
    assert sum(raw in said for raw in accepted) >= len(accepted) / 2


def test_a_searchable_pdf_holds_what_was_accepted_in_logical_order(
    card: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = sijill(
        "read", "--json", "--format", "pdf", "--evidence", str(tmp_path), str(card), capsys=capsys
    )
    document = pypdfium2.PdfDocument(tmp_path / f"{card.name}.searchable.pdf")
    said = " ".join(document[0].get_textpage().get_text_range().split())
    accepted = [f["raw"] for f in json.loads(answer.out)["fields"] if f["decision"] == "accepted"]
    assert accepted
    assert sum(raw in said for raw in accepted) >= len(accepted) / 2


def test_text_leaves_out_lines_with_a_sensitive_value() -> None:
    def box(top: float) -> Box:
        return Box((Point(0, top), Point(90, top), Point(90, top + 20), Point(0, top + 20)))

    value = FieldReading("religion", "مسلم", "مسلم", 0.9, Decision.ACCEPTED, box(40), "main")
    lines = (TextLine("الاسم زينب", 0.9, box(0)), TextLine("الديانة مسلم", 0.9, box(45)))
    reading = Reading(
        0, 0, "civil_status_id", "front", 1.0, Quality(usable=True), (value,), (), None, (), 0.0, None, lines
    )
    assert [line.text for line in plain_lines(reading, document_types())] == ["الاسم زينب"]


def test_tables_are_told_page_by_page_and_a_bad_file_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"no picture")
    page = tmp_path / "page.png"
    Image.fromarray(ruled_page()).save(page)
    answer = sijill("read", "--tables", "--json", str(bad), str(page), capsys=capsys)
    refused, found = map(json.loads, answer.out.splitlines())
    assert answer.code == 1
    assert refused["error"]["code"] == "not_an_image"
    assert (found["file"], found["page"]) == (str(page), 0)
    (table,) = found["tables"]
    assert table.keys() == {"columns", "header", "rows"}
    assert [column[0] for column in table["columns"]] == pytest.approx([100, 400, 700], abs=6)


def test_people_are_told_the_shape_of_a_table_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIJILL_LANG", "en")
    page = tmp_path / "page.png"
    Image.fromarray(ruled_page()).save(page)
    assert "columns: 3" in sijill("read", "--tables", str(page), capsys=capsys).out
    Image.new("RGB", (900, 1200), "white").save(page)
    assert "no table" in sijill("read", "--tables", str(page), capsys=capsys).out


def test_a_picture_is_asked_for_its_line_or_its_tables_and_not_for_both(
    card: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sijill("read", "--tables", "--line", str(card), capsys=capsys).code == 2


def ruled_page() -> NDArray[np.uint8]:
    """A page with a ruled table of three columns, each cell with a bar of ink in it."""
    page = np.full((1400, 1100, 3), 250, np.uint8)
    for x in (100, 400, 700, 1000):
        page[100:1300, x : x + 3] = 90
    for y in range(100, 1301, 60):
        page[y : y + 3, 100:1003] = 90
        page[y + 20 : y + 40, [x + n for x in (150, 450, 750) for n in range(0, 90, 9)]] = 30
    return page


def test_a_type_that_is_not_ours_is_wrong_use(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = sijill("read", "--type", "library_card", str(card), capsys=capsys)
    assert answer.code == 2
    assert "national_card" in answer.err
