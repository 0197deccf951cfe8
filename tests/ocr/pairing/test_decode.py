"""The shipped network pairs labels and values of a type that nobody trained it on, by its data file alone."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ocr.layout.sheet import Segment, Sheet
from ocr.pairing import network
from ocr.pairing.decode import Pairing, pair
from ocr.pairing.features import features
from ocr.pairing.known import of_type
from ocr.pairing.network import Pairer
from ocr.pairing.words import words_of
from reference.documents import DocumentType, document_types
from tests.ocr.pairing.sheets import segment, sheet_of

INVENTED = """
key = "boat_licence"
name = { ar = "إجازة زورق", ckb = "مۆڵەتی بەلەم", en = "Boat licence" }
sides = ["page"]
titles = ["إجازة زورق نهري"]
source = "invented for a test"

[[fields]]
key = "boat"
name = { ar = "الزورق", ckb = "بەلەم", en = "Boat" }
kind = "text"
side = "page"
labels_ar = ["اسم الزورق"]

[[fields]]
key = "steersman"
name = { ar = "الملاح", ckb = "کەشتیوان", en = "Steersman" }
kind = "name_chain"
side = "page"
labels_ar = ["الملاح المجاز"]

[[fields]]
key = "hull"
name = { ar = "رقم البدن", ckb = "ژمارەی لەش", en = "Hull number" }
kind = "digits"
side = "page"
labels_ar = ["رقم البدن"]

[[fields]]
key = "launched"
name = { ar = "التعويم", ckb = "خستنە ئاو", en = "Launched" }
kind = "date"
side = "page"
labels_ar = ["يوم التعويم"]

[[fields]]
key = "crew"
name = { ar = "الطاقم", ckb = "ستاف", en = "Crew" }
kind = "table"
side = "page"

[[fields.columns]]
key = "sailor"
name = { ar = "البحار", ckb = "دەریاوان", en = "Sailor" }
kind = "name_part"
labels_ar = ["البحار"]

[[fields.columns]]
key = "post"
name = { ar = "الموقع", ckb = "شوێن", en = "Post" }
kind = "text"
labels_ar = ["الموقع"]

[[fields.columns]]
key = "book"
name = { ar = "رقم الدفتر", ckb = "ژمارەی دەفتەر", en = "Book" }
kind = "digits"
labels_ar = ["رقم الدفتر"]

[[fields.columns]]
key = "joined"
name = { ar = "يوم الالتحاق", ckb = "ڕۆژی هاتن", en = "Joined" }
kind = "date"
labels_ar = ["يوم الالتحاق"]
"""
WRITTEN = {
    "boat": ("اسم الزورق", "نجمة الهور"),
    "steersman": ("الملاح المجاز", "كاظم جبار مطر"),
    "hull": ("رقم البدن", "40718"),
    "launched": ("يوم التعويم", "1987/03/14"),
}
CAPTIONS = ("البحار", "الموقع", "رقم الدفتر", "يوم الالتحاق")
CREW = (
    ("سلمان", "المقدمة", "5521", "1990/04/02"),
    ("فيصل", "المؤخرة", "6630", "1991/07/19"),
    ("رشيد", "المحرك", "7149", "1992/01/30"),
)


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> DocumentType:
    folder: Path = tmp_path_factory.mktemp("types")
    (folder / "boat_licence.toml").write_text(INVENTED, encoding="utf-8")
    return document_types(folder)["boat_licence"]


@pytest.fixture(scope="module")
def linker() -> Pairer:
    return network.load()


def title() -> list[Segment]:
    return [segment("جمهورية العراق", 950, 20), segment("إجازة زورق نهري", 560, 70)]


def crew(*, top: float = 150) -> list[Segment]:
    rows = (CAPTIONS, *CREW)
    return [
        segment(text, 940 - 230 * column, top + 36 * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def values(found: Pairing) -> Mapping[str, str]:
    return {one.spec.key: one.text for one in found.fields}


def wanted() -> Mapping[str, str]:
    return {key: value for key, (_, value) in WRITTEN.items()}


def test_values_beside_invented_labels_are_found(boats: DocumentType, linker: Pairer) -> None:
    lines = [
        part
        for number, (label, value) in enumerate(WRITTEN.values())
        for part in (segment(f"{label}:", 950, 150 + 45 * number), segment(value, 760, 150 + 45 * number))
    ]
    assert values(pair(sheet_of([*title(), *lines]), boats, "page", linker)) == wanted()


def test_values_in_the_segment_of_their_label_are_found(boats: DocumentType, linker: Pairer) -> None:
    lines = [
        segment(f"{label}: {value}", 950, 150 + 45 * number)
        for number, (label, value) in enumerate(WRITTEN.values())
    ]
    assert values(pair(sheet_of([*title(), *lines]), boats, "page", linker)) == wanted()


def test_values_under_invented_labels_are_found(boats: DocumentType, linker: Pairer) -> None:
    lines = [
        part
        for number, (label, value) in enumerate(WRITTEN.values())
        for right, top in [(950 - 460 * (number % 2), 150 + 110 * (number // 2))]
        for part in (segment(label, right, top), segment(value, right, top + 32))
    ]
    assert values(pair(sheet_of([*title(), *lines]), boats, "page", linker)) == wanted()


def test_a_table_without_a_single_rule_keeps_its_rows_and_columns(
    boats: DocumentType, linker: Pairer
) -> None:
    found = pair(sheet_of([*title(), *crew()]), boats, "page", linker)
    assert [tuple(cell.text for cell in row) for row in found.rows] == list(CREW)
    assert [cell.spec.key for cell in found.rows[0]] == ["sailor", "post", "book", "joined"]


def test_an_empty_cell_stays_empty(boats: DocumentType, linker: Pairer) -> None:
    some = [one for one in crew() if one.text != "6630"]
    rows = pair(sheet_of([*title(), *some]), boats, "page", linker).rows
    assert [cell.spec.key for cell in rows[1]] == ["sailor", "post", "joined"]


def test_labels_of_another_type_give_no_value(linker: Pairer) -> None:
    lines = [segment("اسم الزورق: نجمة الهور", 950, 150), segment("رقم البدن: 40718", 950, 195)]
    housing = document_types()["housing_card"]
    assert pair(sheet_of([*title(), *lines]), housing, housing.sides[0], linker).fields == ()


def test_a_sheet_without_a_word_pairs_nothing(boats: DocumentType, linker: Pairer) -> None:
    empty = Sheet((), (), (), 20.0)
    assert pair(empty, boats, "page", linker) == Pairing((), (), (), (), ())


def test_chances_of_roles_and_links_sum_to_one_for_each_word(boats: DocumentType, linker: Pairer) -> None:
    sheet = sheet_of([*title(), *crew()])
    seen = features(words_of(sheet), (), (), 20.0, of_type(boats, "page"))
    said = linker.link(seen.grams, seen.numbers, seen.pairs)
    for chances in (said.roles, said.labels, said.rows):
        assert chances.sum(axis=1) == pytest.approx(1.0, abs=1e-3)
