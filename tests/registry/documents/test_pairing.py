"""Which sides are of one card: numbers of the front against those of the back's zone, and never a guess."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from arabic.digits import DigitScript, to_script
from arabic.mrz import FILLER
from registry.documents.pairing import SideFacts, evidence_of, zone_numbers
from tests.registry.office import FRONT, zone_of

BROTHER = FRONT | {"national_number": "198514937424", "document_number": "CD7654321", "given_name": "عاصم"}
NUMBERS = st.from_regex(r"[0-9]{12}", fullmatch=True)
CODES = st.from_regex(r"[A-Z]{2}[0-9]{7}", fullmatch=True)


def back_of(front: dict[str, str]) -> SideFacts:
    return SideFacts({}, zone_of(front).lines)


def test_a_front_and_its_zone_agree_by_both_numbers_and_the_names() -> None:
    assert evidence_of(SideFacts(FRONT), back_of(FRONT)) == ("national_number", "document_number", "names")


def test_other_names_do_not_part_what_the_numbers_put_together() -> None:
    misread = SideFacts(FRONT | {"given_name": "كوثر"})
    assert evidence_of(misread, back_of(FRONT)) == ("national_number", "document_number")


def test_names_alone_put_nothing_together() -> None:
    nameless = {path: value for path, value in FRONT.items() if not path.endswith("number")}
    assert evidence_of(SideFacts(nameless), back_of(FRONT)) == ()


def test_one_number_that_disagrees_outweighs_one_that_agrees() -> None:
    assert evidence_of(SideFacts(FRONT | {"document_number": "ZZ0000000"}), back_of(FRONT)) == ()


@given(NUMBERS, CODES, NUMBERS, CODES)
def test_two_peoples_sides_are_never_of_one_card(one: str, code: str, other: str, other_code: str) -> None:
    ours = FRONT | {"national_number": one, "document_number": code}
    theirs = FRONT | {"national_number": other, "document_number": other_code}
    together = evidence_of(SideFacts(ours), back_of(theirs))
    assert bool(together) is ((one, code) == (other, other_code))


@given(NUMBERS, CODES)
def test_it_does_not_matter_which_side_comes_first(number: str, code: str) -> None:
    front = SideFacts(FRONT | {"national_number": number, "document_number": code})
    for back in (back_of(dict(front.values)), back_of(BROTHER)):
        assert evidence_of(front, back) == evidence_of(back, front)


def test_a_document_number_whose_check_digit_fails_says_nothing() -> None:
    (first, *rest) = zone_of(FRONT).lines
    misread = (first.replace("AB1234567", "AB1234568"), *rest)
    assert zone_numbers(misread) == {"national_number": FRONT["national_number"]}
    assert evidence_of(SideFacts(FRONT), SideFacts({}, misread))[0] == "national_number"


def test_the_first_line_is_enough_where_the_others_were_misread() -> None:
    lines = (zone_of(FRONT).lines[0], "9003141F31", "")
    assert evidence_of(SideFacts(FRONT), SideFacts({}, lines)) == ("national_number", "document_number")


def test_a_zone_that_a_person_typed_counts_as_one_that_was_read() -> None:
    typed = {f"mrz_line_{number}": line for number, line in enumerate(zone_of(FRONT).lines, 1)}
    assert "national_number" in evidence_of(SideFacts(FRONT), SideFacts(typed))


def test_digits_of_another_script_are_the_same_number() -> None:
    printed = FRONT | {"national_number": to_script(FRONT["national_number"], DigitScript.ARABIC_INDIC)}
    assert "national_number" in evidence_of(SideFacts(printed), back_of(FRONT))


@given(st.lists(st.text(alphabet=f"AZ09{FILLER}é", max_size=31), max_size=4))
def test_whatever_was_read_for_a_zone_is_no_error(lines: list[str]) -> None:
    assert set(zone_numbers(tuple(lines))) <= {"national_number", "document_number"}


def test_a_side_without_numbers_tells_nothing() -> None:
    silent = replace(back_of(FRONT), zone=())
    assert evidence_of(SideFacts(FRONT), silent) == ()
