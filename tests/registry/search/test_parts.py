"""The dictionary of name parts: what is alike, what is not, and that learning twice changes nothing."""

import pytest
from hypothesis import given
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.models.names import NamePart, NameVariant
from registry.search.parts import FARTHEST, alike, cost, learn, variants_of
from tests.arabic.strategies import slips


@given(slips())
def test_one_slip_away_shares_a_variant(pair: tuple[str, str]) -> None:
    key, other = pair
    assert variants_of(key) & variants_of(other)


@given(slips())
def test_one_slip_costs_no_more_than_search_allows(pair: tuple[str, str]) -> None:
    key, other = pair
    assert cost(key, other) <= FARTHEST
    assert cost(key, other) == cost(other, key)


@pytest.mark.parametrize(
    ("here", "there"), [("علي", "عمر"), ("زينب", "مريم"), ("محمد", "احمد علي"), ("جعفر", "حيدر")]
)
def test_other_names_are_too_far(here: str, there: str) -> None:
    assert cost(here, there) > FARTHEST


def test_lost_dots_are_cheaper_than_another_letter() -> None:
    assert cost("حسن", "جسن") < cost("حسن", "حسم")


def test_the_dictionary_answers_what_is_alike_nearest_first(session: Session) -> None:
    known = learn(session, ["حسن", "حسين", "جسن", "علي", "كاظم"])
    near = alike(session, ["حسن"])["حسن"]
    assert list(near) == [known["حسن"], known["جسن"], known["حسين"]]


def test_what_is_asked_exactly_stands_for_itself_alone(session: Session) -> None:
    known = learn(session, ["حسن", "حسين"])
    assert alike(session, [], ["حسن", "كاظم"]) == {"حسن": {known["حسن"]: 0.0}, "كاظم": {}}


def test_learning_again_changes_nothing(session: Session) -> None:
    first = learn(session, ["زينب", "فاطمه", ""])
    forms = session.scalar(select(func.count()).select_from(NameVariant))
    assert learn(session, ["فاطمه", "زينب"]) == first
    assert session.scalar(select(func.count()).select_from(NamePart)) == 2
    assert session.scalar(select(func.count()).select_from(NameVariant)) == forms
