"""Machine-readable zones: what is composed can be taken apart, and one wrong character shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.mrz import (
    LAYOUTS,
    MrzFormat,
    check_digit,
    compose,
    format_of,
    is_date,
    join_names,
    parse,
    split_names,
)
from arabic.mrz_layout import LONG_NUMBERS

CARD = ("IDIRQCA12345675199012345678<<<", "9003128F3206140IRQ<<<<<<<<<<<", "ALJBWRY<<ZYNB<ELY<<<<<<<<<<<<")
# The specimen passport of Doc 9303-4, of the invented state of Utopia.
UTOPIA = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)

numbers = st.text("ABCXYZ0123456789", min_size=9, max_size=9)
dates = st.dates().map(lambda day: f"{day:%y%m%d}")
values = st.fixed_dictionaries(
    {
        "document_code": st.just("ID"),
        "issuer": st.just("IRQ"),
        "document_number": numbers,
        "birth_date": dates,
        "sex": st.sampled_from("MF<"),
        "expiry_date": dates,
        "nationality": st.just("IRQ"),
        "optional": st.text("0123456789", min_size=12, max_size=12),
        "names": st.just("ALJBWRY<<ZYNB<ELY"),
    }
)
formats = st.sampled_from(MrzFormat)


def shortened(known: MrzFormat, fields: dict[str, str]) -> dict[str, str]:
    """The fields as this format holds them: visas begin with V, TD2 and MRV-B have little room."""
    room = LAYOUTS[known]["optional"].width
    return {**fields, "optional": fields["optional"][:room]} | ({"document_code": "V"} if known.visa else {})


def test_the_specimen_of_the_standard_holds() -> None:
    fields = parse(UTOPIA)
    assert (fields.format, fields.surname, fields.given_names) == (
        MrzFormat.TD3,
        "ERIKSSON",
        ("ANNA", "MARIA"),
    )
    assert (fields.document_number, fields.birth_date, fields.sex) == ("L898902C3", "740812", "F")
    assert fields.checked
    assert fields.composite


@pytest.mark.parametrize(("text", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("<<<<<<", "0")])
def test_check_digits_are_those_of_the_standard(text: str, digit: str) -> None:
    assert check_digit(text) == digit


def test_a_character_of_no_zone_has_no_check_digit() -> None:
    with pytest.raises(ValueError, match="no machine-readable zone"):
        check_digit("١٢٣")


@given(formats, values)
def test_a_composed_zone_holds(known: MrzFormat, fields: dict[str, str]) -> None:
    lines = compose(known, shortened(known, fields))
    found = parse(lines)
    assert format_of(lines) is known
    assert found.checked
    assert found.composite is (None if known.visa else True)
    assert found.document_number == fields["document_number"]
    assert (found.birth_date, found.expiry_date) == (fields["birth_date"], fields["expiry_date"])


@given(formats, values, st.data())
def test_one_wrong_character_breaks_a_check(
    known: MrzFormat, fields: dict[str, str], data: st.DataObject
) -> None:
    lines = compose(known, shortened(known, fields))
    slot = LAYOUTS[known][data.draw(st.sampled_from(("document_number", "birth_date", "expiry_date")))]
    place = data.draw(st.integers(slot.start, slot.end - 1))
    line = lines[slot.line]
    # Doc 9303 digits can't see a change by 10: 0 and A and K count alike.
    wrong = data.draw(
        st.sampled_from([sign for sign in "123456789" if int(sign) % 10 != int(line[place], 36) % 10])
    )
    broken = line[:place] + wrong + line[place + 1 :]
    found = parse(tuple(broken if number == slot.line else kept for number, kept in enumerate(lines)))
    assert not found.checked


def test_an_empty_optional_field_needs_no_digit() -> None:
    lines = ("P<IRQALJBWRY<<ZYNB<<<<<<<<<<<<<<<<<<<<<<<<<<", "A123456784IRQ9003128F3206140<<<<<<<<<<<<<<<0")
    assert dict(parse(lines).checks)["optional"]


@pytest.mark.parametrize("lines", [("AB",), ("",), CARD, ("ا" * 30,) * 3])
def test_what_is_no_zone_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="machine-readable zone"):
        parse(lines)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ALJBWRY<<ZYNB<ELY<<<", ("ALJBWRY", ("ZYNB", "ELY"))),
        ("<<ZYNB<ELY<<<<<<<<", ("", ("ZYNB", "ELY"))),
        ("ALQRH<XGHWLY<<ELY", ("ALQRH XGHWLY", ("ELY",))),
    ],
)
def test_a_name_field_is_split_into_surname_and_names(text: str, names: tuple[str, tuple[str, ...]]) -> None:
    assert split_names(text) == names


def test_a_long_name_is_cut_and_a_short_one_filled() -> None:
    assert join_names("ALJBWRY", ("ZYNB",), 20) == "ALJBWRY<<ZYNB<<<<<<<"
    assert len(join_names("ALJBWRY", ("ZYNB", "A" * 40), 30)) == 30


@given(st.sampled_from(sorted(LONG_NUMBERS)), values, st.text("ABCXYZ0123456789", min_size=10, max_size=13))
def test_a_number_of_more_than_nine_places_goes_on_in_the_optional_data(
    known: MrzFormat, fields: dict[str, str], number: str
) -> None:
    lines = compose(known, {**fields, "document_number": number, "optional": ""})
    found = parse(lines)
    assert (found.document_number, found.optional) == (number, "")
    assert found.checked
    assert found.composite


def test_the_long_number_of_the_standard_is_read_whole() -> None:
    # The example of Doc 9303-5: D23145890734, its digit 9.
    lines = (
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )
    found = parse(lines)
    assert found.document_number == "D23145890734"
    assert found.checked


@given(values, st.text("ABCXYZ0123456789", min_size=10, max_size=13))
def test_a_wrong_digit_behind_a_long_number_is_seen(fields: dict[str, str], number: str) -> None:
    lines = compose(MrzFormat.TD1, {**fields, "document_number": number, "optional": ""})
    place = 15 + len(number) - 9
    wrong = str((int(lines[0][place]) + 1) % 10)
    assert not parse((lines[0][:place] + wrong + lines[0][place + 1 :], *lines[1:])).checked


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("740812", True),
        ("000229", True),
        ("740230", False),
        ("741301", False),
        ("740800", False),
        ("740832", False),
        ("7408<<", True),
        ("74<<<<", True),
        ("<<<<<<", True),
        ("74<812", False),
        ("74O812", False),
    ],
)
def test_dates_are_dates_or_say_what_is_unknown(text: str, *, real: bool) -> None:
    assert is_date(text) is real


@given(values)
def test_a_visa_has_three_digits_and_no_composite(fields: dict[str, str]) -> None:
    for known in (MrzFormat.MRV_A, MrzFormat.MRV_B):
        found = parse(compose(known, shortened(known, fields)))
        assert [name for name, _ in found.checks] == ["document_number", "birth_date", "expiry_date"]
        assert found.composite is None
