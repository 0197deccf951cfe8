"""Words: plural forms, isolates, digits, and what happens to a code that has none."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import Language, catalogue, wanted
from messages.catalogue import LOCALES
from messages.formats import chance, decimal, digits, number, percent


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا أوراق قبل أوراقك."),
        (1, "قبل أوراقك ورقة واحدة تنتظر."),
        (2, "قبل أوراقك ورقتان تنتظران."),
        (3, "قبل أوراقك ٣ أوراق تنتظر."),
        (10, "قبل أوراقك ١٠ أوراق تنتظر."),
        (11, "قبل أوراقك ١١ ورقة تنتظر."),
        (99, "قبل أوراقك ٩٩ ورقة تنتظر."),
        (100, "قبل أوراقك ١٠٠ ورقة تنتظر."),
        (103, "قبل أوراقك ١٠٣ أوراق تنتظر."),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert catalogue(Language.ar).say("status.ahead", {"count": count}) == said


def test_numbers_come_in_the_digits_of_the_language() -> None:
    shown = {language: catalogue(language).say("error.number", {"number": 404}) for language in Language}
    assert ("٤٠٤" in shown[Language.ar], "٤٠٤" in shown[Language.ckb], "404" in shown[Language.en]) == (
        True,
    ) * 3


def test_words_in_a_sentence_are_isolated_so_that_they_turn_nothing_around() -> None:
    assert "\u2068gif\u2069" in catalogue(Language.ar).say("error.unsupported_type", {"found": "gif"})


def test_a_code_without_words_names_itself() -> None:
    assert catalogue(Language.ckb).say("no.such.code") == "no.such.code"


def test_a_sentence_without_its_parameter_is_said_all_the_same() -> None:
    assert catalogue(Language.en).say("error.file_too_large") == "The file has more than  MB."


def test_sorani_says_that_nobody_has_reviewed_it() -> None:
    assert [language for language in Language if not language.reviewed] == [Language.ckb]


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        (None, Language.ar),
        ("", Language.ar),
        ("ckb", Language.ckb),
        ("ku-IQ", Language.ckb),
        ("en_GB.UTF-8", Language.en),
        ("fr-FR, en;q=0.8", Language.en),
        ("fr", Language.ar),
    ],
)
def test_a_wish_is_understood_or_it_is_arabic(wish: str | None, language: Language) -> None:
    assert wanted(wish) is language


def test_thousands_and_decimals_are_parted_as_in_the_language() -> None:
    assert (number(43000, Language.ar), number(43000, Language.en)) == ("٤٣٬٠٠٠", "43,000")
    assert (decimal(1.5, Language.ckb), decimal(1.5, Language.en)) == ("١٫٥", "1.5")
    assert (percent("٩٥", Language.ar), percent("95", Language.en)) == ("٩٥٪", "95%")


def test_no_reading_is_said_to_be_certain() -> None:
    assert [chance(sure, Language.ar) for sure in (0.0, 0.956, 0.99999, 1.0)] == ["٠٪", "٩٥٪", "٩٩٪", "٩٩٪"]


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_keep_the_number(value: int) -> None:
    assert int(digits(value, Language.ar)) == value


@given(st.text(), st.sampled_from(Language))
def test_no_value_breaks_a_sentence(value: str, language: Language) -> None:
    assert value in catalogue(language).say("error.unsupported_type", {"found": value})


@pytest.mark.parametrize("language", Language)
def test_no_code_has_two_sentences(language: Language) -> None:
    files = (LOCALES / language.value).glob("*.po")
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    told = Counter(line for line in lines if line.startswith('msgid "') and line != 'msgid ""')
    assert [line for line, count in told.items() if count > 1] == []
