"""Who a paper names: people with their names by part, taken from the values of each type of document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from arabic.calendars import Calendar
from arabic.dates import parse_date
from arabic.names import split_chain
from arabic.partial import Precision
from reference.unknown_words import known_parts, known_values


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One person as one paper names them; what the paper does not say is empty.

    `birth_date` is `YYYY/MM/DD` or `YYYY`; nothing fills in a month or day that is not there.
    """

    role: str
    row: int = 0
    given_name: str = ""
    father_name: str = ""
    grandfather_name: str = ""
    laqab: str = ""
    mother_name: str = ""
    maternal_grandfather_name: str = ""
    sex: str = ""
    birth_date: str = ""
    national_number: str = ""


def people_of(document_type: str, values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    """The people that a document names, the one it is about first; those without any name are left out.

    Words that say "not known" stay with the document and name nobody, alone or as a part of a chain.
    """
    values = known_values(values)
    people = {
        "birth_certificate": _birth,
        "birth_proof": _birth,
        "death_certificate": _death,
        "marriage_contract": _couple,
        "divorce_deed": _couple,
        "passport": _passport,
    }.get(document_type, _subject)(values)
    rows = _rows(values)
    return tuple(person for person in (*people, *rows) if person.given_name)


def birth_parts(text: str) -> tuple[str, int | None, str]:
    """A birth date as kept: `YYYY/MM/DD` or `YYYY` or empty, its year, its precision.

    1 July stands for "day and month unknown" on many Iraqi papers (rule DATE-PREC), so only its year is sure.
    Of a date in another calendar only a year that all its days share is kept here; what the paper prints
    stays beside it.
    """
    date = parse_date(text) if text else None
    if date is None:
        return "", None, "unknown"
    if date.calendar is Calendar.GREGORIAN:
        return date.iso, date.year, date.precision.value
    first, last = date.span
    return ("", first.year, Precision.YEAR.value) if first.year == last.year else ("", None, "unknown")


def _subject(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    person = NamedPerson(
        role="subject",
        given_name=values.get("given_name", ""),
        father_name=values.get("father_name", ""),
        grandfather_name=values.get("grandfather_name", ""),
        laqab=values.get("laqab", ""),
        mother_name=_part(values.get("mother_name", ""), 0),
        maternal_grandfather_name=values.get("maternal_grandfather_name", "")
        or _part(values.get("mother_name", ""), 1),
        sex=values.get("sex", ""),
        birth_date=values.get("birth_date", ""),
        national_number=values.get("national_number", ""),
    )
    if person.given_name:
        return (person,)
    chains = ("head_of_household", "family_head", "applicant_name", "subject_name")
    return tuple(from_chain(values[key], "subject") for key in chains if values.get(key))


def _birth(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    father = from_chain(values.get("father_name", ""), "father", values.get("father_birth_year", ""))
    mother = from_chain(values.get("mother_name", ""), "mother", values.get("mother_birth_year", ""))
    child = NamedPerson(
        role="subject",
        given_name=values.get("child_name", ""),
        father_name=father.given_name,
        grandfather_name=father.father_name,
        laqab=father.laqab,
        mother_name=mother.given_name,
        maternal_grandfather_name=mother.father_name,
        sex=values.get("sex", ""),
        birth_date=values.get("birth_date", ""),
    )
    return (child, replace(father, sex="ذكر"), replace(mother, sex="أنثى"))


def _death(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    deceased = from_chain(values.get("deceased_name", ""), "subject", values.get("birth_date", ""))
    mother = values.get("mother_name", "")
    with_mother = replace(deceased, mother_name=_part(mother, 0), maternal_grandfather_name=_part(mother, 1))
    return (replace(with_mother, sex=values.get("sex", "")),)


def _couple(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    husband = from_chain(values.get("husband_name", ""), "husband", values.get("husband_birth", ""))
    wife = from_chain(values.get("wife_name", ""), "wife", values.get("wife_birth", ""))
    return (replace(husband, sex="ذكر"), replace(wife, sex="أنثى"))


def _passport(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    person = from_chain(values.get("triple_name", ""), "subject", values.get("birth_date", ""))
    mother = values.get("mother_name", "")
    full = replace(
        person,
        laqab=values.get("laqab", "") or person.laqab,
        mother_name=_part(mother, 0),
        maternal_grandfather_name=_part(mother, 1),
    )
    return (replace(full, sex=values.get("sex", "")),)


def _rows(values: Mapping[str, str]) -> tuple[NamedPerson, ...]:
    """The members of a family table; `name` holds one name or a chain."""
    table: dict[int, dict[str, str]] = {}
    for path, value in values.items():
        if path.startswith("rows."):
            _, number, column = path.split(".", 2)
            table.setdefault(int(number), {})[column] = value
    return tuple(_member(number, row) for number, row in sorted(table.items()))


def _member(number: int, row: Mapping[str, str]) -> NamedPerson:
    chain = from_chain(row.get("name", "") or row.get("full_name", ""), "member", row.get("birth_date", ""))
    mother = row.get("mother_name", "")
    return replace(
        chain,
        row=number + 1,
        father_name=row.get("father_name", "") or chain.father_name,
        grandfather_name=row.get("grandfather_name", "") or chain.grandfather_name,
        laqab=row.get("laqab", "") or chain.laqab,
        mother_name=_part(mother, 0),
        maternal_grandfather_name=_part(mother, 1),
        sex=row.get("sex", ""),
        birth_date=row.get("birth_date", "") or row.get("birth", ""),
    )


def from_chain(chain: str, role: str, birth_date: str = "") -> NamedPerson:
    """A person from a chain of names: own, father's, grandfather's; a fourth part is the laqab."""
    parts = known_parts(split_chain(chain))
    return NamedPerson(
        role=role,
        given_name=parts[0] if parts else "",
        father_name=parts[1] if len(parts) > 1 else "",
        grandfather_name=parts[2] if len(parts) > 2 else "",
        laqab=parts[-1] if len(parts) > 3 else "",
        birth_date=birth_date,
    )


def _part(chain: str, number: int) -> str:
    parts = known_parts(split_chain(chain))
    return parts[number] if len(parts) > number else ""
