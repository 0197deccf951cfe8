"""The lists of names: whole, sourced, and silent about people."""

from arabic.letters import clean
from arabic.names import part_key
from reference.lexicon import given_keys, given_names, laqab_keys, laqabs, name_words, terms


def test_the_lists_are_whole() -> None:
    assert (len(given_names()), len(laqabs())) == (638, 189)


def test_every_name_is_clean_and_sourced() -> None:
    assert all(name.name == clean(name.name) and name.source for name in given_names())
    assert all(laqab.name == clean(laqab.name) and laqab.source for laqab in laqabs())


def test_further_words_are_single_clean_and_new() -> None:
    listed = {word for name in given_names() for word in name.name.split()} | {one.name for one in laqabs()}
    assert len(name_words()) == 1300
    assert all(word == clean(word) and " " not in word for word in name_words() | terms())
    assert not name_words() & listed


def test_words_of_papers_are_asked_for_by_subject() -> None:
    assert {"مسلم", "مسيحية", "إيزيدي"} <= terms("religion")
    assert not terms("religion") & terms("occupation")
    assert terms("religion") < terms()


def test_a_kurdish_name_and_its_arabised_spelling_share_a_key() -> None:
    assert part_key("ئازاد") in given_keys()
    assert part_key("آزاد") == part_key("ئازاد")
    assert len(given_keys()) < len({name.name for name in given_names()})


def test_laqabs_are_keyed_without_their_article() -> None:
    assert "جبوري" in laqab_keys()


def test_a_laqab_that_is_also_a_name_needs_its_article() -> None:
    assert "بدري" not in laqab_keys()
