"""What a field means, however its key is spelt: whose name, how exact a date, which script, which words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from arabic.partial import Precision
from reference.lexicon import Gender


class Role(StrEnum):
    """Whose name a field of names holds: that of the person whom the paper is about, or of whom to them.

    Who only signs, hands in or bears witness has no role.
    """

    SUBJECT = "subject"
    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    MOTHER = "mother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    HUSBAND = "husband"
    WIFE = "wife"
    LAQAB = "laqab"

    @property
    def gender(self) -> Gender | None:
        """The gender of everybody in this role; None where both occur."""
        return _GENDERS.get(self)


_GENDERS: Final[Mapping[Role, Gender]] = {
    Role.FATHER: Gender.MALE,
    Role.GRANDFATHER: Gender.MALE,
    Role.MOTHER: Gender.FEMALE,
    Role.MATERNAL_GRANDFATHER: Gender.MALE,
    Role.HUSBAND: Gender.MALE,
    Role.WIFE: Gender.FEMALE,
}


class Script(StrEnum):
    """In which letters the value of a field is printed."""

    ARABIC = "arabic"
    LATIN = "latin"


class Vocabulary(StrEnum):
    """The words of which a field's values are; subjects of `reference/data/terms.csv` among them."""

    NAME = "name"
    QUARTER = "quarter"
    SEX = "sex"
    BLOOD_GROUP = "blood_group"
    ADDRESS = "address"
    CAUSE = "cause"
    ETHNICITY = "ethnicity"
    HEALTH = "health"
    KIN = "kin"
    LAW = "law"
    LOSS = "loss"
    NATIONALITY = "nationality"
    OCCUPATION = "occupation"
    RELIGION = "religion"
    REMARK = "remark"

    @property
    def words(self) -> tuple[str, ...]:
        """The canonical values of a closed vocabulary, in the order of a form; none of an open one."""
        return _CLOSED.get(self, ())


_CLOSED: Final[Mapping[Vocabulary, tuple[str, ...]]] = {
    Vocabulary.SEX: ("ذكر", "أنثى"),
    Vocabulary.BLOOD_GROUP: ("A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"),
}

PRECISIONS: Final = (Precision.DAY, Precision.MONTH, Precision.YEAR)
"""The least that a form can ask of a date; the other precisions are of values alone."""


def vocabulary_of(values: tuple[str, ...]) -> Vocabulary | None:
    """The closed vocabulary that holds all values of a list; None when none does or the list is empty."""
    holding = (one for one, words in _CLOSED.items() if values and set(values) <= set(words))
    return next(holding, None)
