"""The network's values stand beside those of the rules: who is believed, and what a person is told."""

from collections.abc import Sequence

import pytest

from ocr.extraction.beside_rules import Beside, beside_rules
from ocr.extraction.find_values import Located
from ocr.layout.sheet import Segment
from ocr.pairing.decode import LABEL, VALUE, Paired, Pairing
from ocr.pairing.words import Word, words_of
from ocr.result.doubt import Doubt
from ocr.tables.grid import Cell, Table
from reference.documents import FieldSpec, document_types
from tests.ocr.pairing.sheets import segment, sheet_of

RATION = {spec.key: spec for spec in document_types()["ration_card"].fields}
BRANCH, NUMBER = RATION["branch"], RATION["card_number"]
LINE = [segment("الفرع", 950, 10), segment("كلار", 700, 10), segment("دهوك", 400, 10)]
SHEET = sheet_of(LINE)
WORDS = words_of(SHEET)
COLUMNS = {column.key: column for column in (document_types()["record_extract"].table or BRANCH).columns}


def paired(
    spec: FieldSpec, place: int, chance: float, words: Sequence[Word] = WORDS, *, gap: bool = False
) -> Paired:
    word = words[place]
    return Paired(spec, (word,), word.text, word.rect, chance, words[0].rect, unclaimed=gap)


def joined(ours: dict[str, int], *theirs: Paired) -> Beside:
    located = {
        key: Located(key, LINE[place].text, (place,), False, LINE[place].rect) for key, place in ours.items()
    }
    roles = (LABEL, VALUE, VALUE)
    return beside_rules(SHEET, located, None, Pairing(theirs, (), WORDS, roles, (0.99, 0.99, 0.99)))


def test_a_value_on_which_both_agree_is_told_nothing_of() -> None:
    found = joined({"branch": 1}, paired(BRANCH, 1, 0.6))
    assert found.located["branch"].text == "كلار"
    assert not found.of_field("branch").doubts


def test_a_value_that_only_the_network_found_is_taken_and_doubted() -> None:
    found = joined({}, paired(BRANCH, 1, 0.9))
    assert found.located["branch"].segments == (1,)
    assert found.of_field("branch").doubts == {Doubt.LABEL_UNSURE}


def test_a_guess_of_the_network_alone_is_left_out() -> None:
    assert joined({}, paired(BRANCH, 1, 0.4)).located == {}


def test_a_text_that_can_be_no_value_of_the_field_is_left_out() -> None:
    assert joined({}, paired(NUMBER, 1, 0.99)).located == {}


@pytest.mark.parametrize(("chance", "taken", "other"), [(0.97, "دهوك", "كلار"), (0.8, "كلار", "دهوك")])
def test_where_both_differ_a_sure_network_is_taken_and_the_other_value_stays_beside(
    chance: float, taken: str, other: str
) -> None:
    found = joined({"branch": 1}, paired(BRANCH, 2, chance))
    assert found.located["branch"].text == taken
    assert found.of_field("branch").doubts == {Doubt.NEARER_VALUE}
    assert (found.of_field("branch").other or ("", 0))[0] == other


def test_a_guess_of_the_network_does_not_speak_against_a_value() -> None:
    assert not joined({"branch": 1}, paired(BRANCH, 2, 0.4)).of_field("branch").doubts


def test_a_value_that_the_network_surely_gives_to_another_field_is_doubted() -> None:
    found = joined({"branch": 1}, paired(RATION["governorate"], 1, 0.98))
    assert found.of_field("branch").doubts == {Doubt.NEARER_VALUE}


def test_a_word_that_nobody_claims_between_label_and_value_is_a_doubt() -> None:
    found = joined({"branch": 2}, paired(BRANCH, 2, 0.99, gap=True))
    assert found.of_field("branch").doubts == {Doubt.WORD_UNCLAIMED}


def test_without_a_network_the_rules_stand() -> None:
    ours = {"branch": Located("branch", "كلار", (1,), False, LINE[1].rect)}
    assert beside_rules(SHEET, ours, None, None).located == ours


def rows_of(*texts: tuple[str, str]) -> tuple[list[Segment], list[tuple[int, int]]]:
    segments = [
        segment(text, 900 - 400 * column, 100 + 40 * row)
        for row, pair in enumerate(texts)
        for column, text in enumerate(pair)
    ]
    return segments, [(2 * row, 2 * row + 1) for row in range(len(texts))]


def test_the_table_that_keeps_rows_apart_is_taken_and_only_what_differs_is_doubted() -> None:
    segments, pairs = rows_of(("علي", "ابن"), ("حسن", "ابن"))
    sheet = sheet_of(segments)
    words = words_of(sheet)
    name, relation = COLUMNS["name"], COLUMNS["relation"]
    merged = segments[0].rect.union(segments[2].rect)
    one = (Cell(name, (0, 2), "علي حسن", merged), Cell(relation, (1,), "ابن", segments[1].rect))
    ours = Table((one,), frozenset())
    rows = tuple((paired(name, a, 0.99, words), paired(relation, b, 0.99, words)) for a, b in pairs)
    found = beside_rules(sheet, {}, ours, Pairing((), rows, words, (4,) * 4, (0.99,) * 4))
    assert found.table is not None
    assert [[cell.text for cell in row] for row in found.table.rows] == [["علي", "ابن"], ["حسن", "ابن"]]
    assert not found.of_cell(0, "relation").doubts
    assert found.of_cell(0, "name").doubts == {Doubt.NEARER_VALUE}
    assert found.of_cell(1, "relation").doubts == {Doubt.LABEL_UNSURE}


def test_cells_that_the_network_leaves_out_of_a_fuller_table_are_not_doubted() -> None:
    segments, _ = rows_of(("علي", "ابن"), ("حسن", "ابن"))
    sheet = sheet_of(segments)
    words = words_of(sheet)
    name, relation = COLUMNS["name"], COLUMNS["relation"]
    specs = (name, relation, name, relation)
    cells = [
        Cell(spec, (at,), one.text, one.rect)
        for at, (spec, one) in enumerate(zip(specs, segments, strict=True))
    ]
    ours = Table(((cells[0], cells[1]), (cells[2], cells[3])), frozenset())
    rows = ((paired(name, 0, 0.99, words), paired(relation, 1, 0.99, words)),)
    found = beside_rules(sheet, {}, ours, Pairing((), rows, words, (4,) * 4, (0.99,) * 4))
    assert found.table == ours
    assert not found.cells
