"""A reading becomes what the register keeps: nothing added, nothing lost, sensitive values apart."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from arabic.mrz import MrzFormat
from ocr import Reading
from ocr.geometry import Box, Point
from ocr.result.reading import Alternative, Decision, FieldReading, Mrz, Quality, RowReading
from ocr.result.steps import Step
from reference.documents import FieldKind, FieldSpec, document_types
from workers.assess import PageSource, assess, paper_of, paths_of

SQUARE = Box((Point(1, 2), Point(3, 2), Point(3, 4), Point(1, 4)))


def field(key: str, value: str = "علي") -> FieldReading:
    return FieldReading(
        key, value, value, 0.5, Decision.REVIEW, SQUARE, "engine 1", (Alternative("على", 0.2),)
    )


def reading(*fields: FieldReading, rows: tuple[RowReading, ...] = (), mrz: Mrz | None = None) -> Reading:
    quality = Quality(usable=False, advice=("blur",))
    return Reading(3, 1, "record_extract", "page", 0.7, quality, fields, rows, mrz, (Step("find", 2.5),), 0.4)


def test_every_value_keeps_its_evidence() -> None:
    paper = paper_of(reading(field("head_name")), PageSource(2, "reader 1"), {"head_name": "ab" * 32})
    (value,) = paper.fields
    assert (value.path, value.value, value.raw, value.decision) == ("head_name", "علي", "علي", "review")
    assert value.alternatives == (("على", 0.2),)
    assert value.crop == "ab" * 32
    assert (paper.page, paper.part, paper.reader) == (2, 1, "reader 1")
    assert (paper.usable, paper.advice, paper.seconds) == (False, ("blur",), 0.4)
    assert [(step.name, step.ms) for step in paper.steps] == [("find", 2.5)]


def test_cells_of_a_table_have_paths_with_their_row() -> None:
    rows = (RowReading((field("name"), field("relation"))), RowReading((field("name"),)))
    paths = [path for path, _ in paths_of(reading(field("register_number", "12"), rows=rows))]
    assert paths == ["register_number", "rows.0.name", "rows.0.relation", "rows.1.name"]


def test_what_is_unreadable_has_no_value_and_keeps_what_was_seen() -> None:
    seen = FieldReading("head_name", "", "عـ؟", 0.1, Decision.UNREADABLE, None, "engine 1")
    (value,) = paper_of(reading(seen), PageSource(0, "r")).fields
    assert (value.value, value.raw, value.box) == (None, "عـ؟", None)


@given(st.floats(0.5, 8), st.floats(0.5, 8))
def test_boxes_grow_with_the_scale(across: float, down: float) -> None:
    (value,) = paper_of(reading(field("x")), PageSource(0, "r", (across, down))).fields
    assert value.box is not None
    assert value.box[2] == (3 * across, 4 * down)


def test_the_machine_readable_zone_comes_along() -> None:
    zone = Mrz(MrzFormat.TD1, ("A<", "B<", "C<"), (("birth_date", True), ("composite", False)), False)
    paper = paper_of(reading(mrz=zone), PageSource(0, "r"))
    assert paper.mrz is not None
    assert (paper.mrz.format, paper.mrz.lines, paper.mrz.verified) == ("TD1", ("A<", "B<", "C<"), False)
    assert paper.mrz.checks == {"birth_date": True, "composite": False}


def test_the_rules_speak_of_what_was_read() -> None:
    types = document_types()
    impossible = assess(
        reading(field("issue_date", "2091/01/01")), PageSource(0, "r"), types, date(2026, 11, 23)
    )
    assert impossible.paper.fields[0].value == "2091/01/01"
    assert all(finding.rule and finding.severity for finding in impossible.findings)


def test_the_rules_know_what_a_field_means_by_its_type_and_not_by_its_key() -> None:
    kind = document_types()["record_extract"]
    said = reading(field("head_name", "ز"), field("q9", "ز"))
    own = FieldSpec("q9", kind.name, FieldKind.NAME_PART, "page")
    found = assess(said, PageSource(0, "r"), {kind.key: replace(kind, fields=(own,))}, date(2026, 11, 23))
    assert [(one.rule, one.fields) for one in found.findings] == [("NAME-LEN", ("q9",))]
