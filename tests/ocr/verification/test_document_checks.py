"""What a paper as a whole says against its values sends them to a person, however well they were read."""

import cv2
import numpy as np
import pytest

from ocr import read_page
from ocr.result.doubt import Doubt
from ocr.result.evidence import Agreement, Evidence, Group, group_of
from ocr.result.reading import Decision, FieldReading, RowReading
from ocr.verification.calibration import FEATURES, Calibration, Scale, Step
from ocr.verification.document_checks import all_doubted, doubt_neighbours, number_rows
from reference.documents import FieldKind, FieldSpec, Words, document_types
from specimens.documents import Wish, draw_document
from specimens.fonts import Split, faces
from specimens.sheet import Pixels
from workers.reader import open_engines

COLUMNS = tuple(
    FieldSpec(key, Words("عمود", "ستوون", "Column"), kind, "page")
    for key, kind in (
        ("name", FieldKind.NAME_PART),
        ("sex", FieldKind.ENUM),
        ("father_name", FieldKind.NAME_PART),
        ("grandfather_name", FieldKind.NAME_PART),
        ("mother_name", FieldKind.NAME_PART),
    )
)
SCALE = Scale(9.0, (0.0,) * len(FEATURES))
CALIBRATION = Calibration(
    ("ours", "letters"),
    {(group, Agreement.AGREED): SCALE for group in Group},
    {group: (Step(0.9, 0.1),) for group in Group},
)


def row(**values: str) -> RowReading:
    kinds = {column.key: column.kind for column in COLUMNS}
    return RowReading(tuple(
        FieldReading(key, value, value, 0.99, Decision.ACCEPTED, None, "ours",
                     evidence=Evidence(group_of(kinds[key]), Agreement.AGREED, 0.99, second=0.9))
        for key, value in values.items()
    ))  # fmt: skip


def accepted(found: RowReading) -> set[str]:
    return {cell.key for cell in found.cells if cell.decision is Decision.ACCEPTED}


@pytest.mark.parametrize(
    ("read", "left"),
    [
        (
            {
                "name": "زينب",
                "sex": "أنثى",
                "father_name": "علي",
                "grandfather_name": "جبار",
                "mother_name": "هدى",
            },
            {"name", "sex", "father_name", "grandfather_name", "mother_name"},
        ),
        (
            {"name": "زينب", "sex": "أنثى", "father_name": "علي جبار", "mother_name": "هدى"},
            {"name", "sex"},
        ),
        ({"name": "زينب", "father_name": "علي", "grandfather_name": "جبار"}, {"name", "father_name"}),
    ],
)
def test_a_fact_beside_an_empty_cell_is_left_to_a_person(read: dict[str, str], left: set[str]) -> None:
    assert accepted(doubt_neighbours([row(**read)], COLUMNS, CALIBRATION)[0]) == left


def test_nothing_of_a_doubted_paper_is_accepted() -> None:
    whole = row(name="زينب", sex="أنثى")
    fields, rows = all_doubted((whole.cells, [whole]), frozenset({Doubt.UNSURE_TYPE}), CALIBRATION)
    assert accepted(RowReading(tuple(fields))) == accepted(rows[0]) == set()


COUNTER = FieldSpec("row", Words("ت", "ژ", "No."), FieldKind.DIGITS, "page", labels_ar=("ت",))


def numbered(value: str) -> RowReading:
    evidence = Evidence(Group.NUMBER, Agreement.AGREED, 0.99, second=0.9, plausible=value != "1")
    return RowReading(
        (FieldReading("row", value, value, 0.99, Decision.REVIEW, None, "ours", evidence=evidence),)
    )


@pytest.mark.parametrize(
    ("numbers", "firm"),
    [("123", True), ("1", False), ("11", False), ("13", False), ("121", False)],
)
def test_a_stroke_is_the_first_rows_number_where_the_rows_go_on_from_it(numbers: str, *, firm: bool) -> None:
    rows = number_rows([numbered(value) for value in numbers], (*COLUMNS, COUNTER), CALIBRATION)
    assert (accepted(rows[0]) == {"row"}) is firm


def torn(page: Pixels, share: float, degrees: float) -> Pixels:
    """A form torn in two on a dark desk: its head, and its table turned beneath."""
    height, width = page.shape[:2]
    cut = round(height * share)
    desk = np.full((2 * height, width + 700, 3), 60, np.uint8)
    desk[150 : 150 + cut, 350 : 350 + width] = page[:cut]
    turn = cv2.getRotationMatrix2D((width / 2, (height - cut) / 2), degrees, 1)
    turn[:, 2] += (350, cut + 420)
    size = (desk.shape[1], desk.shape[0])
    cv2.warpAffine(page[cut:], turn, size, dst=desk, borderMode=cv2.BORDER_TRANSPARENT)
    return desk


def test_head_and_table_of_a_form_found_as_two_papers_are_one_that_a_person_looks_at() -> None:
    kind = document_types()["register_page"]
    wish = Wish(Split.TRAINING, face=faces(Split.TRAINING)[0], dpi=200)
    page = torn(draw_document(kind, "page", 41, None, wish).image, 0.45, -8)
    readings = read_page(page, {kind.key: kind}, open_engines(), wanted_type=kind.key)
    assert [(bool(one.fields), bool(one.rows)) for one in readings] == [(True, True)]
    assert not [value for value in readings[0].values() if value.decision is Decision.ACCEPTED]


def test_nothing_of_a_table_without_its_head_is_accepted() -> None:
    kind = document_types()["register_page"]
    wish = Wish(Split.TRAINING, face=faces(Split.TRAINING)[0], dpi=200)
    page = draw_document(kind, "page", 41, None, wish).image
    table = np.ascontiguousarray(page[round(page.shape[0] * 0.45) :])
    readings = read_page(table, {kind.key: kind}, open_engines(), wanted_type=kind.key)
    assert [(bool(one.fields), bool(one.rows)) for one in readings] == [(False, True)]
    assert not [value for value in readings[0].values() if value.decision is Decision.ACCEPTED]
