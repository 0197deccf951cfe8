"""A name is split into what people call its parts, and a part has one key in all its spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.names import NameChain, chain_keys, laqab_key, parse_chain, part_key, split_chain
from tests.arabic.strategies import names, written


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("محمد عبد الله حسن", ("محمد", "عبد الله", "حسن")),
        ("محمد عبدالله حسن", ("محمد", "عبدالله", "حسن")),
        ("زين العابدين علي", ("زين العابدين", "علي")),
        ("نور الدين أبو بكر", ("نور الدين", "أبو بكر")),
        ("أم البنين ذو الفقار", ("أم البنين", "ذو الفقار")),
        ("محمد بن علي", ("محمد", "بن علي")),
        ("السيد علي حسن", ("السيد علي", "حسن")),
        ("علي حسن الملا", ("علي", "حسن", "الملا")),
        ("عبيد الله كاظم", ("عبيد الله", "كاظم")),
        ("علي عبيد كاظم", ("علي", "عبيد", "كاظم")),
        ("حسن القره غولي", ("حسن", "القره غولي")),
        ("  علي   حسن ", ("علي", "حسن")),
        ("عبد", ("عبد",)),
        ("", ()),
    ],
)
def test_a_chain_is_split_into_its_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_chain(text) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله", "عبدالله"),
        ("عبد الرحمن", "عبدالرحمن"),
        ("أبو بكر", "ابوبكر"),
        ("زين العابدين", "زينالعابدين"),
        ("أم البنين", "امالبنين"),
        ("ذو الفقار", "ذوالفقار"),
        ("القره غولي", "القرةغولي"),
        ("رؤوف", "رئوف"),
        ("ياسين", "يس"),
        ("طه", "طاها"),
        ("داود", "داوود"),
        ("إسحاق", "إسحق"),
        ("علي", "بن علي"),
        ("علي", "السيد علي"),
        ("نەوزاد", "نوزاد"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert part_key(one) == part_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("حسن", "حسين"), ("علي", "عدي"), ("سعد", "سعيد"), ("كمال", "كامل"), ("مي", "مها")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert part_key(one) != part_key(other)


@pytest.mark.parametrize(("one", "other"), [("الموسوي", "موسوي"), ("الجبوري", "جبوري")])
def test_the_article_of_a_laqab_does_not_count(one: str, other: str) -> None:
    assert laqab_key(one) == laqab_key(other)


def test_a_title_alone_keeps_its_key() -> None:
    assert part_key("الملا") == "الملا"


def test_a_laqab_is_told_by_its_article() -> None:
    chain = parse_chain("زينب علي حسن الجبوري")
    assert chain == NameChain(("زينب", "علي", "حسن"), "الجبوري")
    assert (chain.given, chain.father, chain.grandfather) == ("زينب", "علي", "حسن")


def test_a_laqab_is_told_by_the_list() -> None:
    assert parse_chain("دلشاد آزاد بابان", {laqab_key("بابان")}).laqab == "بابان"


@pytest.mark.parametrize("text", ["علي عبد الله", "حسن إلهام", "علي زين العابدين", "الملا"])
def test_a_given_name_with_an_article_is_no_laqab(text: str) -> None:
    assert parse_chain(text).laqab is None


def test_missing_ancestors_are_missing() -> None:
    chain = parse_chain("زينب")
    assert (chain.given, chain.father, chain.grandfather, chain.laqab) == ("زينب", None, None, None)
    assert parse_chain("").given is None


@given(written)
def test_splitting_loses_no_letter(text: str) -> None:
    assert " ".join(split_chain(text)).split() == parse_chain(text).text.split()


@given(names)
def test_a_key_is_its_own_key(name: str) -> None:
    assert part_key(part_key(name)) == part_key(name)


@given(names, st.sampled_from("-‐–—_.·•۔'’ʼ`ـ،"), st.integers(0, 8))
def test_a_hyphen_a_dot_or_an_apostrophe_within_a_name_changes_no_key(
    name: str, sign: str, place: int
) -> None:
    marked = name[:place] + sign + name[place:]
    assert part_key(marked) == part_key(name)
    assert laqab_key(marked) == laqab_key(name)


@given(st.lists(names, min_size=1, max_size=4), st.sampled_from(["  ", "\u00a0", " ـ", "ـ ", "\t "]))
def test_doubled_spaces_and_kashida_between_names_change_no_key(parts: list[str], gap: str) -> None:
    assert chain_keys(gap.join(parts)) == chain_keys(" ".join(parts))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد-الله", "عبد الله"),
        ("عبد - الله", "عبد الله"),
        ("عبد. الكريم", "عبد الكريم"),
        ("ابو-بكر", "أبو بكر"),
        ("محمـد.", "محمد"),
        ("سنا'", "سناء"),
        ("نور·الدين", "نور الدين"),
    ],
)
def test_signs_within_a_name_are_no_letters(one: str, other: str) -> None:
    assert part_key(one) == part_key(other)
    assert chain_keys(f"علي {one} حسن") == chain_keys(f"علي {other} حسن")


@pytest.mark.parametrize("name", ["al-Jubouri", "at-Tamimi"])
def test_the_hyphen_of_a_latin_article_is_kept(name: str) -> None:
    assert "-" in part_key(name)


def test_signs_alone_are_no_name() -> None:
    assert chain_keys("علي - حسن") == ("علي", "حسن")


@given(written)
def test_a_key_has_no_space(text: str) -> None:
    assert all(" " not in key and key for key in chain_keys(text))
