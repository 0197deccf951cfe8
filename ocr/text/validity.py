"""Whether a value is possible in its field: an impossible one is never accepted, whatever readers agree."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from arabic.letters import fold
from arabic.names import split_chain
from arabic.partial import Precision
from ocr.text.vocabulary import every_field, form_words, name_folds, paper_words
from reference.documents import FieldKind, FieldSpec, document_types
from reference.lexicon import Gender, given_names, terms
from reference.meaning import Role, Vocabulary
from reference.units import place_names
from reference.unknown_words import known_parts

LEAST_FIT: Final = 0.5
"""Least fit (0 to 1) of a text to its field's kind: below it most of the text is something else."""
LEAST_CHOICE: Final = 0.9
"""Least fit (0 to 1) to a word of a closed list: one misread letter may turn it into another of the list."""
LEAST_CHAIN: Final = 2
"""Least words of a chain of names: one alone has lost the father's."""
LONGEST_LETTERS: Final = 3
"""Most characters of a code without figures, such as a country's; a longer one is a word of the form."""
SHORTEST: Final = 3
"""Least characters of a free text: shorter ones are mostly marks and pieces of letters."""
ADJECTIVE: Final = ("ي", "ية")
"""How a nationality ends: it is an adjective of origin."""
PARTICLES: Final = frozenset({"آل", "ال", "أبو", "ابو", "بيت", "بني", "عبد", "القره", "ذو", "أم"})
"""Words that open a laqab of two."""
SIGNERS: Final = (
    "القاضي", "أمين السجل المدني", "مدير الدائرة", "مدير الأحوال المدنية", "الموظف المختص", "ضابط المكتب",
    "التوقيع والختم", "الختم والتوقيع", "التوقيع", "الختم", "المختار", "المأذون الشرعي", "الموظف", "المختص",
)  # fmt: skip
_DAY: Final = re.compile(r"\d{4}/\d{2}/\d{2}")
_EXACT: Final[Mapping[Precision, re.Pattern[str]]] = {
    Precision.DAY: _DAY,
    Precision.MONTH: re.compile(r"\d{4}/\d{2}(/\d{2})?"),
    Precision.YEAR: re.compile(r"\d{4}(/\d{2}/\d{2})?"),
}
"""How a date looks that is as exact as its form asks."""


def plausible(spec: FieldSpec, value: str, fit: float = 1.0) -> bool:
    """Whether a value could stand in this field, which its text fits so well (0 to 1).

    A value is of its field's pattern, a chain of names has two words or more, a name is no word of a label
    and no part of it says "not known", a mother bears no man's name, a number or code is neither all zeros
    nor one stroke, a closed list holds the value, a code of more than three characters holds figures and is
    no date, an amount of money may always have lost zeros, a place is a known one or a phrase of known words,
    a name opens with no article, a laqab is one word or opened by a particle, a date is as exact as its
    form asks, a nationality is an adjective of origin, a free text ends with no label, and nothing
    is the title of a paper, of who signs it, or a word of another field's closed list.
    """
    if spec.pattern and not re.fullmatch(spec.pattern, value):
        return False
    closed = spec.kind is FieldKind.ENUM and bool(spec.values)
    if fit < (LEAST_CHOICE if closed else LEAST_FIT):
        return False
    if closed:
        return value in spec.values
    if fold(value) in _printed_elsewhere() or (spec.kind is FieldKind.TEXT and value in _listed()):
        return False
    match spec.kind:
        case FieldKind.NAME_PART | FieldKind.NAME_CHAIN:
            words = value.split()
            enough = spec.kind is FieldKind.NAME_PART or len(words) >= LEAST_CHAIN
            if not (_one_laqab(words) if spec.role is Role.LAQAB else _opens_name(words)):
                return False
            enough = enough and all(known_parts(split_chain(value)))
            return enough and not any(map(_printed, words)) and not _other_sex(spec.role, words)
        case FieldKind.DIGITS:
            return bool(value.strip("0")) and value != "1"
        case FieldKind.DATE:
            return _EXACT[spec.precision].fullmatch(value) is not None
        case FieldKind.ENUM:
            return spec.vocabulary is not None and value in terms(spec.vocabulary)
        case FieldKind.MONEY:
            return False
        case FieldKind.TEXT if spec.vocabulary is Vocabulary.NATIONALITY:
            return value.endswith(ADJECTIVE)
        case FieldKind.TEXT if spec.vocabulary is Vocabulary.NAME:
            # A name is never accepted on one reader's word, as free text may be.
            return False
        case FieldKind.TEXT:
            return len(value) >= SHORTEST and not _ends_in_label(spec, value)
        case FieldKind.PLACE if spec.vocabulary is Vocabulary.QUARTER:
            # The gazetteer holds few of them.
            return known_place(value) or all(word in paper_words() for word in value.split())
        case FieldKind.PLACE:
            return known_place(value)
        case FieldKind.DATE_PLACE:
            date, _, place = value.partition(" ")
            return _EXACT[spec.precision].fullmatch(date) is not None and known_place(place)
        case FieldKind.CODE:
            figures = len(value) <= LONGEST_LETTERS or any(character.isdigit() for character in value)
            return figures and value != "1" and bool(value.strip("0")) and not _DAY.fullmatch(value)
        case _:
            return True


def _ends_in_label(spec: FieldSpec, value: str) -> bool:
    """Whether a text of several words ends with another field's label or with the answer in the next cell.

    After a stroke such a word says who someone is to the person before it.
    """
    *before, last = value.split()
    strange = (last in _labels() and last not in spec.labels_ar) or last in _listed()
    return bool(before) and before[-1] != "/" and strange


@cache
def _printed_elsewhere() -> frozenset[str]:
    """Titles of papers and of those who sign them, which stand near the last fields of a form."""
    titles = [title for kind in document_types().values() for title in (kind.name.ar, *kind.titles)]
    return frozenset(map(fold, (*titles, *SIGNERS)))


@cache
def _labels() -> frozenset[str]:
    """Labels of a single word: at the end of a value they are the next field's."""
    fields = [field for kind in document_types().values() for field in kind.fields]
    labels = (label for field in fields for label in field.labels_ar)
    return frozenset(label for label in labels if " " not in label)


@cache
def _listed() -> frozenset[str]:
    """The words of every closed list."""
    return frozenset(value for field in every_field() for value in field.values)


def known_place(value: str) -> bool:
    """Whether a text is a unit of the gazetteer, after words that papers print or none."""
    words = value.split()
    return any(
        listed_place(" ".join(words[start:])) and all(word in paper_words() for word in words[:start])
        for start in range(len(words))
    )


def listed_place(value: str) -> bool:
    """Whether a text is a unit of the gazetteer by one of its names."""
    return value in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(place.text for place in place_names())


def _opens_name(words: list[str]) -> bool:
    """Whether words begin as names do: a first word with the article has lost the `عبد` before it."""
    return bool(words) and not words[0].startswith("ال")


def _one_laqab(words: list[str]) -> bool:
    """Whether words are one laqab: a single word, or two of which the first is a particle.

    A single word that begins with lam has lost the alef of its article at the edge of its cell.
    """
    return (len(words) == 1 and not words[0].startswith("ل")) or (len(words) == 2 and words[0] in PARTICLES)


def _printed(word: str) -> bool:
    """Whether a word belongs to forms and to no name, also when the alef of its article was cut off."""
    return not {word, "ا" + word}.isdisjoint(form_words()) and fold(word) not in name_folds()


def _other_sex(role: Role | None, words: list[str]) -> bool:
    """Whether the first word is known only as a name of the sex that nobody in this role has."""
    gender = role.gender if role else None
    borne = _genders().get(fold(words[0]), frozenset()) if gender and words else frozenset()
    return bool(borne) and not borne & {gender, Gender.UNISEX}


@cache
def _genders() -> dict[str, frozenset[Gender]]:
    """The genders of those who bear a name, by the name without hamza and the like."""
    found: dict[str, frozenset[Gender]] = {}
    for name in given_names():
        key = fold(name.name)
        found[key] = found.get(key, frozenset()) | {name.gender}
    return found
