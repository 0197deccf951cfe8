"""The two forms of an export: lines that programs read back, cells that no spreadsheet runs."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.errors import InvalidValue
from registry.domain.names_stated import NamedPerson
from registry.domain.spreadsheet_cells import ESCAPED, guarded, unguarded
from registry.exporting.content import ExportedRecord
from registry.exporting.forms import BYTE_ORDER_MARK, COLUMNS, csv_lines, in_pieces, json_lines
from registry.exporting.recipients import checked_key, decrypt, encrypt, new_key

WHEN = datetime(2026, 3, 2, 7, 10, tzinfo=UTC)


def record(**names: str) -> ExportedRecord:
    """A record that names one person."""
    person = NamedPerson("subject", 0, **names)
    return ExportedRecord(
        7,
        "0101",
        "record_extract",
        "active",
        "transcribed",
        1,
        WHEN,
        "125",
        "17",
        "L-1",
        dict(names),
        (person,),
    )


def read_csv(text: str) -> list[dict[str, str]]:
    """The lines of a CSV file, as RFC 4180 reads them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.dictionaries(st.sampled_from(["given_name", "laqab", "sex"]), st.text(max_size=12)))
def test_a_guard_is_taken_off_again_whatever_the_cell_holds(cells: dict[str, str]) -> None:
    assert unguarded(guarded(cells)) == cells


@given(st.text(alphabet=" \t\r\n'=+-@＝＋－＠aب1", max_size=6))
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    written = guarded({"laqab": cell})["laqab"]
    assert not written.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n"))


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2", "@SUM(A1)", "'حسن", "\tحسن", " =1", "＝1"])
def test_what_is_guarded_is_named_so_that_nothing_is_falsified(name: str) -> None:
    (line,) = read_csv("".join(csv_lines([record(given_name=name)], byte_order_mark=False)))
    assert (line["given_name"], line[ESCAPED]) == (f"'{name}", "given_name")
    assert unguarded(line)["given_name"] == name


@given(st.text(max_size=30).filter(lambda text: "\x00" not in text))
def test_csv_gives_back_every_name(name: str) -> None:
    (line,) = read_csv("".join(csv_lines([record(given_name=name)], byte_order_mark=False)))
    assert unguarded(line)["given_name"] == name


def test_csv_follows_rfc_4180_with_every_cell_quoted() -> None:
    text = "".join(csv_lines([record(given_name="زينب", laqab='ال"جبوري;=1')], byte_order_mark=True))
    assert text.startswith(BYTE_ORDER_MARK + '"external_id","given_name"')
    assert text.count("\r\n") == 2
    assert '"ال""جبوري;=1"' in text
    assert not text.replace('""', "").replace('","', "").strip(BYTE_ORDER_MARK).count('"') % 2


def test_a_line_of_json_always_has_every_key() -> None:
    (line,) = json_lines([record(given_name="زينب", birth_date="1957/07/01")])
    told = json.loads(line)
    assert "زينب" in line
    assert (told["record"], told["registered_at"], told["sensitive"]) == (7, "2026-03-02T07:10:00Z", {})
    (person,) = told["people"]
    # 1 July stands for "day and month unknown": the export doesn't pretend to know them.
    assert (person["birth_date"], person["birth_precision"]) == ("1957/07/01", "year")


def test_our_columns_are_those_of_our_import() -> None:
    (line,) = read_csv("".join(csv_lines([record(given_name="زينب")], byte_order_mark=False)))
    assert tuple(line) == COLUMNS
    assert (line["registry_office"], line["external_id"]) == ("0101", "L-1")


def test_only_the_holder_of_the_key_reads_it() -> None:
    secret, public = new_key()
    sealed = io.BytesIO()
    encrypt(in_pieces(["زينب\n"] * 1000), public, sealed)
    assert sealed.getvalue().startswith(b"age-encryption.org/v1")
    assert "زينب".encode() not in sealed.getvalue()
    opened = io.BytesIO()
    decrypt(io.BytesIO(sealed.getvalue()), secret, opened)
    assert opened.getvalue().decode() == "زينب\n" * 1000
    with pytest.raises(InvalidValue):
        decrypt(io.BytesIO(sealed.getvalue()), new_key()[0], io.BytesIO())
    changed = bytearray(sealed.getvalue())
    changed[-1] ^= 1
    with pytest.raises(InvalidValue):
        decrypt(io.BytesIO(bytes(changed)), secret, io.BytesIO())


SECRET, PUBLIC = new_key()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1",
        "ssh-ed25519 AAAA",
        pytest.param(SECRET, id="secret"),
        pytest.param(PUBLIC + "x", id="longer"),
    ],
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        checked_key(text)


def test_a_fault_while_the_content_is_made_is_told_as_it_is() -> None:
    def broken() -> Iterator[bytes]:
        yield b"1"
        raise LookupError("disk")

    with pytest.raises(LookupError, match="disk"):
        encrypt(broken(), new_key()[1], io.BytesIO())
