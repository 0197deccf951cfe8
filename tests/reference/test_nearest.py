"""The lexicon has an opinion about what was read, and keeps silent about names it does not know."""

import pytest

from reference.lexicon import Gender
from reference.nearest import nearest_given, nearest_laqab


@pytest.mark.parametrize(
    ("spelt", "known"), [("ابراهيم", "إبراهيم"), ("عبدالله", "عبد الله"), ("هدي", "هدى")]
)
def test_another_spelling_is_the_name_itself(spelt: str, known: str) -> None:
    assert [(match.name, match.likeness) for match in nearest_given(spelt)] == [(known, 1.0)]


@pytest.mark.parametrize(
    ("misread", "known"), [("زبنب", "زينب"), ("جسين", "حسين"), ("عيد الرحمن", "عبد الرحمن")]
)
def test_a_misread_name_is_near_its_own(misread: str, known: str) -> None:
    matches = nearest_given(misread)
    assert matches[0].name == known
    assert matches[0].likeness < 1


def test_the_sex_narrows_the_choice() -> None:
    assert "سميرة" in {match.name for match in nearest_given("سمبرة", Gender.FEMALE)}
    assert "سميرة" not in {match.name for match in nearest_given("سمبرة", Gender.MALE)}


def test_a_name_on_no_list_has_no_neighbour() -> None:
    assert nearest_given("عبطان") == ()


def test_a_laqab_is_found_with_or_without_its_article() -> None:
    assert nearest_laqab("جبوري")[0].name == "الجبوري"
    assert nearest_laqab("الجبورى")[0].name == "الجبوري"
    assert nearest_laqab("الحبوري")[0].name == "الجبوري"
