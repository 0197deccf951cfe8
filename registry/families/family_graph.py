"""The graph of a family: who its papers speak of, who is whose child, who married whom. Pure.

Several papers name one person; they are joined here by name, mother and birth, and only where nothing they
say speaks against it. What is not said is not guessed: a child whose paper names no mother hangs on the
father alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from arabic.dates import parse_date
from arabic.names import part_key, split_chain
from registry.domain.events_stated import EventKind, Relation
from registry.families.families import FamilyView, Happening, MemberView

Span = tuple[date, date]
"""The first and the last day that something may have happened, both included."""

CHILDREN: Final = frozenset({Relation.son, Relation.daughter})
FEMALE: Final = frozenset({Relation.wife, Relation.daughter, Relation.mother, Relation.sister})
# The closer relation of two that papers tell of one person.
CLOSEST: Final = tuple(Relation)


@dataclass(frozen=True, slots=True)
class Relative:
    """One person of a family, as all papers together name them. `key`: given, father's, grandfather's name.

    `died` holds every death that a paper tells of, each once, its text beside it.
    """

    number: int
    members: tuple[MemberView, ...]
    relation: Relation
    key: tuple[str, str, str]
    mother_key: str
    female: bool | None
    born: Span | None
    died: tuple[tuple[Span, str], ...]

    @property
    def name(self) -> str:
        """The fullest name that a paper gives."""
        return max((member.name for member in self.members), key=len)

    @property
    def records(self) -> tuple[int, ...]:
        """The records that name the person, the oldest first."""
        return tuple(sorted({member.record for member in self.members}))


@dataclass(frozen=True, slots=True)
class Descent:
    """A child and its parents, as far as papers name them; numbers of relatives."""

    child: int
    father: int | None
    mother: int | None


@dataclass(frozen=True, slots=True)
class Marriage:
    """A couple. `ended`: by a deed of divorce."""

    husband: int
    wife: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A family as a graph; `relatives` by their numbers."""

    relatives: tuple[Relative, ...]
    descents: tuple[Descent, ...]
    marriages: tuple[Marriage, ...]


def graph_of(family: FamilyView) -> Graph:
    """Join what the papers of a family say."""
    groups: list[list[MemberView]] = []
    for member in family.members:
        home = next((group for group in groups if all(same(member, other) for other in group)), None)
        if home is None:
            groups.append([member])
        else:
            home.append(member)
    relatives = tuple(_relative(number, tuple(group)) for number, group in enumerate(groups))
    return Graph(relatives, tuple(_descents(relatives)), tuple(_marriages(relatives)))


def same(one: MemberView, other: MemberView) -> bool:
    """Whether two mentions may be one person: names, sex, mother and birth agree where both say them."""
    mine, theirs = _key(one), _key(other)
    if mine[0] != theirs[0] or (one.record == other.record and one.person != other.person):
        return False
    if not all(a == b for a, b in zip(mine, theirs, strict=True) if a and b):
        return False
    if not (mine[1] and theirs[1]) and one.relation != other.relation:
        return False
    mothers = {_first(one.mother), _first(other.mother)} - {""}
    sexes = {_sex(one), _sex(other)} - {None}
    return len(mothers) < 2 and len(sexes) < 2 and _meet(span_of(one), span_of(other))


def span_of(member: MemberView) -> Span | None:
    """The days on which a member may have been born; None when no paper says."""
    text = member.birth_printed or member.birth_date
    born = parse_date(text) if text else None
    return born.span if born is not None else None


def events(relative: Relative, kind: EventKind, part: str) -> Iterator[Happening]:
    """The events of a kind in which a relative took a part, each once."""
    seen = set()
    for event in (event for member in relative.members for event in member.events):
        if event.kind == kind and event.part == part and event.event not in seen:
            seen.add(event.event)
            yield event


def _relative(number: int, members: tuple[MemberView, ...]) -> Relative:
    keys = [_key(member) for member in members]
    sexes = {sex for member in members if (sex := _sex(member)) is not None}
    spans = sorted(
        (span for member in members if (span := span_of(member))), key=lambda span: span[1] - span[0]
    )
    relation = min((Relation(member.relation) for member in members), key=CLOSEST.index)
    found = Relative(
        number=number,
        members=members,
        relation=relation,
        key=(max(key[0] for key in keys), max(key[1] for key in keys), max(key[2] for key in keys)),
        mother_key=max(_first(member.mother) for member in members),
        female=next(iter(sexes), None),
        born=spans[0] if spans else None,
        died=(),
    )
    died = [(e.first_day, e.last_day, e.printed) for e in events(found, EventKind.death, "deceased")]
    deaths = tuple(((first, last), text) for first, last, text in died if first and last)
    return Relative(number, members, relation, found.key, found.mother_key, found.female, found.born, deaths)


def _descents(relatives: tuple[Relative, ...]) -> Iterator[Descent]:
    """Each child with its parents: from its birth certificate, else from its place on the page."""
    head = next((one for one in relatives if one.relation is Relation.head), None)
    for child in relatives:
        father, mother = _of_birth(child, relatives)
        if father is None:
            father = _named_father(child, relatives, head)
        if mother is None:
            mother = _named_mother(child, relatives, father)
        if father is not None or mother is not None:
            yield Descent(child.number, father, mother)


def _of_birth(child: Relative, relatives: tuple[Relative, ...]) -> tuple[int | None, int | None]:
    born = {event.event for event in events(child, EventKind.birth, "child")}

    def who(part: str) -> int | None:
        found = (
            one.number for one in relatives if {e.event for e in events(one, EventKind.birth, part)} & born
        )
        return next(found, None)

    return who("father"), who("mother")


def _named_father(child: Relative, relatives: tuple[Relative, ...], head: Relative | None) -> int | None:
    """The head of a page is the father of its sons and daughters; the head's own father may stand there."""
    if head is None or child is head:
        fathers = [one for one in relatives if one.relation is Relation.father]
        return fathers[0].number if child is head and len(fathers) == 1 else None
    if child.relation in CHILDREN and not head.female:
        return head.number
    if child.relation is Relation.grandchild:
        sons = [one for one in relatives if one.relation is Relation.son and one.key[0] == child.key[1]]
        return sons[0].number if len(sons) == 1 else None
    return None


def _named_mother(child: Relative, relatives: tuple[Relative, ...], father: int | None) -> int | None:
    """The only woman of the page who bears the mother's name."""
    if not child.mother_key or child.relation not in CHILDREN or child.number == father:
        return None
    women = [
        one
        for one in relatives
        if one.female and one.relation in (Relation.wife, Relation.head) and one.key[0] == child.mother_key
    ]
    return women[0].number if len(women) == 1 else None


def _marriages(relatives: tuple[Relative, ...]) -> Iterator[Marriage]:
    """Couples of contracts and deeds, and the head's wives; a deed ends what it names."""
    head = next((one for one in relatives if one.relation is Relation.head and not one.female), None)
    couples: dict[tuple[int, int], bool] = {}
    if head is not None:
        couples |= {(head.number, one.number): False for one in relatives if one.relation is Relation.wife}
    for kind in (EventKind.marriage, EventKind.divorce):
        for husband, wife in _together(relatives, kind):
            couples[husband, wife] = couples.get((husband, wife), False) or kind is EventKind.divorce
    yield from (Marriage(husband, wife, ended) for (husband, wife), ended in couples.items())


def _together(relatives: tuple[Relative, ...], kind: EventKind) -> Iterator[tuple[int, int]]:
    for one, other in combinations(relatives, 2):
        for husband, wife in ((one, other), (other, one)):
            his = {event.event for event in events(husband, kind, "husband")}
            if his & {event.event for event in events(wife, kind, "wife")}:
                yield husband.number, wife.number


def _key(member: MemberView) -> tuple[str, str, str]:
    names: Iterable[str] = (member.given_name, member.father_name, member.grandfather_name)
    given, father, grandfather = (part_key(name) for name in names)
    return given, father, grandfather


def _first(chain: str) -> str:
    parts = split_chain(chain)
    return part_key(parts[0]) if parts else ""


def _sex(member: MemberView) -> bool | None:
    """Whether the member is a woman, by what the paper says or by the relation; None when neither tells."""
    said = {"ذكر": False, "أنثى": True}.get(member.sex)
    relation = Relation(member.relation)
    if said is None and relation in FEMALE:
        return True
    return False if said is None and relation in (Relation.husband, Relation.son) else said


def _meet(one: Span | None, other: Span | None) -> bool:
    """Whether two spans may speak of one day; what is not said speaks against nothing."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
