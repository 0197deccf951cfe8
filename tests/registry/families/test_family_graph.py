"""The family graph: seeded contradictions are all found, and a family without any raises no false alarm."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count

import pytest

from api.pages.branches import branches, drawing
from registry.domain.events_stated import EventKind
from registry.families.contradictions import Contradiction, Flag, contradictions
from registry.families.families import FamilyView, Happening, MemberView
from registry.families.family_graph import Descent, Graph, Marriage, graph_of

HEAD = "حسن علي جاسم"
WIFE = "فاطمة كاظم حسين"


@dataclass(slots=True)
class Page:
    """A page being filled: each line a mention of a person in a record of its own."""

    members: list[MemberView]
    numbers: "count[int]"

    def says(
        self,
        relation: str,
        name: str,
        born: str = "",
        mother: str = "",
        events: tuple[Happening, ...] = (),
        record: int = 0,
    ) -> "Page":
        """One more mention."""
        given, father, grandfather = (*name.split(), "", "")[:3]
        number = next(self.numbers)
        self.members.append(
            MemberView(
                person=number,
                record=record or 100 + number,
                document_type="record_extract",
                relation=relation,
                given_name=given,
                father_name=father,
                grandfather_name=grandfather,
                laqab="",
                mother=mother,
                sex="",
                birth_date=born,
                birth_precision="",
                birth_printed="",
                identifiers=(),
                events=events,
            )
        )
        return self

    @property
    def graph(self) -> Graph:
        """The graph of all mentions."""
        return graph_of(FamilyView("0101", "125", "17", tuple(self.members)))

    @property
    def found(self) -> set[Contradiction]:
        """The kinds of contradictions in it."""
        return {flag.kind for flag in contradictions(self.graph)}


def event(kind: EventKind, part: str, when: str, number: int = 1) -> Happening:
    """Something that happened on a known day."""
    day = date.fromisoformat(when.replace("/", "-"))
    return Happening(number, kind.value, part, when, "day", "gregorian", when, day, day, "", 1)


def died(when: str, number: int = 1) -> Happening:
    """A death."""
    return event(EventKind.death, "deceased", when, number)


@pytest.fixture
def page() -> Page:
    """A head and his wife, both of known age."""
    return Page([], count(1)).says("head", HEAD, "1930").says("wife", WIFE, "1935/02/01")


def test_a_family_in_order_raises_no_alarm(page: Page) -> None:
    page.says("son", "علي حسن علي", "1957/07/01", "فاطمة كاظم").says("daughter", "زينب حسن علي", "1960/03/14")
    page.says("daughter", "مريم حسن علي", "1961/03/14", "فاطمة")
    page.says("other", HEAD, "1930", events=(died("2001/05/04"),))
    assert contradictions(page.graph) == ()
    assert len(page.graph.relatives) == 5


def test_papers_of_one_person_are_joined_and_namesakes_are_not(page: Page) -> None:
    page.says("head", "حسن علي").says("son", "علي حسن علي", "1957/02/03").says(
        "son", "علي حسن علي", "1959/02/03"
    )
    names = [(relative.name, len(relative.members)) for relative in page.graph.relatives]
    assert names == [(HEAD, 2), (WIFE, 1), ("علي حسن علي", 1), ("علي حسن علي", 1)]


def test_a_child_whose_paper_names_no_mother_hangs_on_the_father_alone(page: Page) -> None:
    page.says("son", "علي حسن علي")
    assert page.graph.descents == (Descent(2, 0, None),)


def test_a_birth_certificate_names_both_parents_whatever_their_place_on_the_page(page: Page) -> None:
    def born(part: str) -> tuple[Happening, ...]:
        return (event(EventKind.birth, part, "1960/01/02", 7),)

    page.says("son", "كرار حسن علي", "1960/01/02", "هدى", born("child"), record=1)
    page.says("other", "حسن علي جاسم", events=born("father"), record=1)
    page.says("wife", "هدى صالح", events=born("mother"), record=1)
    (descent,) = page.graph.descents
    names = {
        page.graph.relatives[number].name for number in (descent.father, descent.mother) if number is not None
    }
    assert names == {HEAD, "هدى صالح"}


@pytest.mark.parametrize(
    ("relation", "name", "born", "mother", "kind"),
    [
        ("son", "علي حسن علي", "1930/01/01", "فاطمة", Contradiction.child_before_mother),
        ("son", "علي حسن علي", "1938", "", Contradiction.child_before_father),
        ("son", "علي محمد علي", "1960", "", Contradiction.father_differs),
        ("son", "علي حسن محمود", "1960", "", Contradiction.grandfather_differs),
    ],
)
def test_a_child_that_does_not_fit_its_parents_is_found(
    page: Page, relation: str, name: str, born: str, mother: str, kind: Contradiction
) -> None:
    assert kind in page.says(relation, name, born, mother).found


@pytest.mark.parametrize(
    ("second", "found"), [("1960/06/20", True), ("1960/01/02", False), ("1960/10/01", False)]
)
def test_births_of_one_mother_are_a_day_or_seven_months_apart(page: Page, second: str, found: bool) -> None:
    page.says("son", "علي حسن علي", "1960/01/01", "فاطمة").says("daughter", "هدى حسن علي", second, "فاطمة")
    assert (Contradiction.births_too_close in page.found) is found


def test_an_unknown_day_of_birth_is_no_contradiction(page: Page) -> None:
    page.says("son", "علي حسن علي", "1960/07/01", "فاطمة").says(
        "daughter", "هدى حسن علي", "1960/09/20", "فاطمة"
    )
    assert page.found == set()


def test_one_death_told_twice_is_one_and_two_are_a_contradiction(page: Page) -> None:
    page.says("other", HEAD, events=(died("2001/05/04", 1),)).says(
        "other", HEAD, events=(died("2001/05/04", 2),)
    )
    assert page.found == set()
    page.says("other", HEAD, events=(died("1988/05/04", 3),))
    assert page.found == {Contradiction.two_deaths}


def test_a_death_before_the_birth_and_a_child_after_the_mothers_death(page: Page) -> None:
    page.says("other", WIFE, events=(died("1950/01/01"),)).says("son", "علي حسن علي", "1960/03/03", "فاطمة")
    assert Contradiction.born_after_mother in page.found
    page.says("other", HEAD, events=(died("1920/01/01", 2),))
    assert Contradiction.died_before_birth in page.found


def test_five_wives_are_one_too_many_unless_a_deed_or_death_parted_one(page: Page) -> None:
    for name in ("هدى صالح", "مريم عباس", "سعاد ناصر"):
        page.says("wife", name)
    assert page.found == set()
    page.says("wife", "ليلى كريم")
    assert page.found == {Contradiction.too_many_wives}
    page.says("wife", "ليلى كريم", events=(died("1970/01/01"),))
    assert page.found == set()


def test_a_divorce_ends_a_marriage(page: Page) -> None:
    def deed(part: str) -> tuple[Happening, ...]:
        return (event(EventKind.divorce, part, "1970/01/01", 9),)

    page.says("husband", HEAD, events=deed("husband"), record=9).says(
        "wife", WIFE, events=deed("wife"), record=9
    )
    assert page.graph.marriages == (Marriage(0, 1, ended=True),)


def test_a_circle_is_found_once_and_drawn_to_its_end(page: Page) -> None:
    page.says("son", "علي حسن علي").says("son", "كرار علي حسن")
    graph = replace(page.graph, descents=(Descent(2, 3, None), Descent(3, 2, None)))
    assert contradictions(graph)[-1] == Flag(Contradiction.cycle, (2, 3))
    drawn = drawing(branches(graph), from_right=True)
    assert len(drawn.places) == len(graph.relatives)


@pytest.mark.parametrize("from_right", [True, False])
def test_everybody_is_drawn_once_within_the_picture_each_generation_further_in(
    page: Page, from_right: bool
) -> None:
    page.says("son", "علي حسن علي", "1960", "فاطمة").says("father", "علي جاسم محمد")
    drawn = drawing(branches(page.graph), from_right=from_right)
    assert len(drawn.places) == 4
    assert all(place.x >= 0 and place.x + 300 <= drawn.width for place in drawn.places)
    shift = [place.x for place in drawn.places]
    assert shift == sorted(shift, reverse=from_right)
    assert [place.branch.relative.relation.value for place in drawn.places] == [
        "father",
        "head",
        "wife",
        "son",
    ]
