"""One text, however its letters were sent, is one name, key, value and account at every door."""

import io
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from arabic.letters import clean
from arabic.names import part_key, split_chain
from reference.documents import document_types
from registry.accounts.accounts import NewAccount, account_named, create_account
from registry.domain.access import Role, account_name
from registry.domain.names_stated import people_of
from registry.domain.values import canonical, field_at
from registry.importing.lines import LegacyPerson, Manner, read_line
from registry.importing.listing import open_listing
from registry.search.asked import readings_of
from registry.vault.passwords import HASHER, hash_secret, verify_secret
from tests.arabic.strategies import decomposed
from tests.registry.office import KARKH, Staff

EXTRACT = document_types()["record_extract"]
LETTERS = "ابتحدرسعفقكلمنهوي" + "أإآؤئۀۂۓ" + "ەێۆڕڵڤ"
WHOLE = st.text(LETTERS, min_size=2, max_size=8)
SENT = WHOLE.flatmap(lambda text: st.tuples(st.just(text), decomposed(text)))
Form = Literal["NFC", "NFD"]
MONTHS = ("آذار", "أيار", "آب", "أيلول", "تشرين الأول", "ئایار")


def typed(path: str, text: str) -> str:
    """What a draft keeps of what was typed at a path."""
    return canonical(field_at(EXTRACT, path), path, text)


def of_draft(given: str, father: str, mother: str) -> tuple[str, ...]:
    names = {"given_name": given, "father_name": father, "mother_name": mother}
    (person, *_) = people_of("record_extract", {path: typed(path, name) for path, name in names.items()})
    return part_key(person.given_name), part_key(person.father_name), part_key(person.mother_name)


def of_list(given: str, father: str, mother: str) -> tuple[str, ...]:
    text = f"given_name,father_name,mother_name\n{given},{father},{mother}\n"
    listing = open_listing(lambda: io.BytesIO(text.encode()))
    (row,) = listing.table.rows()
    line = read_line(listing, row, Manner(), "2026/12/01")
    assert isinstance(line, LegacyPerson), line
    person = line.person
    return part_key(person.given_name), part_key(person.father_name), part_key(person.mother_name)


def of_question(given: str, father: str, mother: str) -> tuple[str, ...]:
    plain = readings_of(f"{given} {father}", mother)[0]
    return (*(word.key for word in plain.words), plain.mother)


@given(SENT, SENT, SENT)
def test_list_draft_and_question_have_the_keys_of_the_composed_name(
    given: tuple[str, str], father: tuple[str, str], mother: tuple[str, str]
) -> None:
    whole, sent = zip(given, father, mother, strict=True)
    expected = tuple(part_key(clean(name)) for name in whole)
    if all(expected) and len(split_chain(" ".join(whole[:2]))) == 2:
        assert of_draft(*sent) == of_list(*sent) == of_question(*sent) == expected


@given(SENT)
def test_a_draft_keeps_the_composed_text(name: tuple[str, str]) -> None:
    whole, sent = name
    assert typed("given_name", sent) == clean(whole)


@given(st.sampled_from(MONTHS).flatmap(lambda month: st.tuples(st.just(month), decomposed(month))))
def test_a_month_sent_in_pieces_is_the_month(month: tuple[str, str]) -> None:
    whole, sent = month
    assert typed("birth_date", f"٣ {sent} ١٩٥٧") == typed("birth_date", f"٣ {whole} ١٩٥٧")
    assert typed("birth_date", f"٣ {sent} ١٩٥٧").startswith("1957/")


@given(SENT)
def test_an_account_has_one_name(name: tuple[str, str]) -> None:
    whole, sent = name
    assert account_name(sent) == account_name(f" {whole} ")


@pytest.mark.parametrize(("made", "asked"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_an_account_is_found_in_whatever_form_it_was_made_and_is_asked_for(
    session: Session, staff: Staff, made: Form, asked: Form
) -> None:
    new = create_account(session, staff.admin, NewAccount(normalize(made, "رؤوف.آدم"), Role.clerk, KARKH))
    assert account_named(session, normalize(asked, "رؤوف.آدم")) == new.account


@pytest.mark.parametrize("kept", ["NFD", "NFC"])
@pytest.mark.parametrize("sent", ["NFD", "NFC"])
def test_a_password_fits_in_whatever_form_it_was_set_and_is_sent(kept: Form, sent: Form) -> None:
    password = "نخلة الآس ٧"
    assert verify_secret(normalize(sent, password), hash_secret(normalize(kept, password)))
    assert not verify_secret("نخلة الاس ٧", hash_secret(normalize(kept, password)))


def test_a_password_that_was_hashed_in_pieces_by_an_earlier_version_still_fits() -> None:
    password = normalize("NFD", "نخلة الآس ٧")
    assert verify_secret(password, HASHER.hash(password))
