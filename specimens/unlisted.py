"""Families a share of whose names stands on no list: what a reader that leans on lists would get wrong."""

import random
from dataclasses import replace

from specimens.documents import Household
from specimens.people import Family, Person, Sex
from specimens.pseudo import NameKind, pseudo_name

Renaming = dict[tuple[NameKind, str], str]


def with_unlisted_names(household: Household, rng: random.Random, share: float) -> Household:
    """The household with about `share` (0 to 1) of its names replaced, each one alike wherever it stands."""
    chosen: Renaming = {}

    def other(kind: NameKind, name: str) -> str:
        if name and (kind, name) not in chosen:
            chosen[kind, name] = pseudo_name(rng, kind) if rng.random() < share else name
        return chosen.get((kind, name), name)

    def renamed(person: Person) -> Person:
        own = NameKind.MALE if person.sex is Sex.MALE else NameKind.FEMALE
        return replace(
            person,
            given_name=other(own, person.given_name),
            father_name=other(NameKind.MALE, person.father_name),
            grandfather_name=other(NameKind.MALE, person.grandfather_name),
            laqab=other(NameKind.LAQAB, person.laqab),
            mother_name=other(NameKind.FEMALE, person.mother_name),
            maternal_grandfather_name=other(NameKind.MALE, person.maternal_grandfather_name),
        )

    family = household.family
    new = {id(person): renamed(person) for person in family.members}
    return Household(
        Family(
            family.seat,
            new[id(family.husband)],
            new[id(family.wife)],
            family.married,
            tuple(new[id(child)] for child in family.children),
        ),
        next(new[id(person)] for person in family.members if person == household.person),
    )
