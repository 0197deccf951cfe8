"""Invented families: lawful dates, names handed down, twins, and the same family for the same seed."""

from collections import Counter
from itertools import islice

from specimens.families import people_of, population
from specimens.people import Family, Sex, are_twins

FAMILIES: list[Family] = list(islice(population(7), 400))


def test_the_same_seed_gives_the_same_families() -> None:
    assert list(islice(population(7), 20)) == FAMILIES[:20]
    assert list(islice(population(8), 20)) != FAMILIES[:20]


def test_children_carry_their_parents_names() -> None:
    for family in FAMILIES:
        for child in family.children:
            assert child.father_name == family.husband.given_name
            assert child.grandfather_name == family.husband.father_name
            assert child.mother_name == family.wife.given_name
            assert child.maternal_grandfather_name == family.wife.father_name


def test_no_two_children_of_a_family_share_a_name() -> None:
    for family in FAMILIES:
        names = [child.given_name for child in family.children]
        assert len(names) == len(set(names))


def test_children_are_born_after_the_marriage_of_parents_of_age() -> None:
    for family in FAMILIES:
        assert family.married.year - family.husband.birth.year >= 18
        assert family.married.year - family.wife.birth.year >= 18
        for child in family.children:
            assert child.birth.year >= family.married.year


def test_an_unknown_day_is_printed_as_the_first_of_july() -> None:
    inexact = [person for family in FAMILIES for person in family.members if not person.birth_exact]
    assert inexact
    assert {(person.birth.month, person.birth.day) for person in inexact} == {(7, 1)}


def test_some_births_are_twins_with_names_close_to_each_other() -> None:
    pairs = [
        (a, b)
        for family in FAMILIES
        for a in family.children
        for b in family.children
        if are_twins(a, b) and a.given_name < b.given_name
    ]
    assert len(pairs) >= 5
    assert all(a.national_number != b.national_number for a, b in pairs)


def test_a_few_names_are_common_and_most_are_rare() -> None:
    names = Counter(person.given_name for person, _ in people_of(1, 5000) if person.sex is Sex.MALE)
    ranked = [count for _, count in names.most_common()]
    assert ranked[0] > 30 * ranked[len(ranked) // 2]
