"""Rules about ages: of parents at a birth, of couples at a marriage, of people who never died on paper."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from arabic.partial import PartialDate
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit, Severity

MOTHER: Final = (12, 55)
FATHER: Final = (14, 90)
LONGEST_LIFE: Final = 105
"""Years above which an age is asked about: few people reach more."""
MARRIAGE: Final = 18
"""Least years of age at a marriage without a judge (Law 188/1959)."""
WITH_JUDGE: Final = 15
"""Least years of age at a marriage that a judge permits (Law 188/1959)."""
MOST_WIVES: Final = 4
"""Most wives of a husband at one time (Law 188/1959, article 3)."""
WIFE: Final = "زوجة"


def age_mother(draft: Draft, _context: Context) -> Hit | None:
    """AGE-MOTHER: a mother of 12 to 55, a father of 14 to 90 years at the birth."""
    born = draft.date("birth_date")
    if born is None or draft.document_type not in {"birth_certificate", "birth_proof"}:
        return None
    for path, (least, most) in (("mother_birth_year", MOTHER), ("father_birth_year", FATHER)):
        parent = draft.date(path)
        if parent is None:
            continue
        youngest, oldest = ages(parent, born)
        if oldest < least or youngest > most:
            return Hit((path, "birth_date"), {"age": youngest, "least": least, "most": most})
    return None


def age_life(draft: Draft, context: Context) -> Hit | None:
    """AGE-LIFE: older than 105 with no death: old registers keep the dead alive, so ask for a sign."""
    if draft.get("death_date") or draft.document_type in {"birth_certificate", "death_certificate"}:
        return None
    for path in _births(draft):
        born = draft.date(path)
        if born is not None and full_years(born.span[1], context.today) > LONGEST_LIFE:
            return Hit((path,), {"age": full_years(born.span[1], context.today), "most": LONGEST_LIFE})
    return None


def mar_age(draft: Draft, _context: Context) -> Hit | None:
    """MAR-AGE: 18; from 15 with the judge's leave on file; below that it stops here and is referred."""
    married = draft.date("contract_date")
    if draft.document_type != "marriage_contract" or married is None:
        return None
    parties = [(path, draft.date(path)) for path in ("husband_birth", "wife_birth")]
    oldest = {path: ages(born, married)[1] for path, born in parties if born is not None}
    for path, age in oldest.items():
        if age < WITH_JUDGE:
            return Hit((path, "contract_date"), {"age": age, "least": WITH_JUDGE}, Severity.BLOCK)
    for path, age in oldest.items():
        if age < MARRIAGE and not draft.get("judge_permission"):
            return Hit((path, "contract_date"), {"age": age, "least": MARRIAGE})
    return None


def mar_count(draft: Draft, context: Context) -> Hit | None:
    """MAR-COUNT: a second current wife needs the court's leave; a fifth is an error."""
    wives = [number for number, row in draft.rows() if row.get("relation") == WIFE]
    fields = tuple(f"rows.{number}.relation" for number in wives)
    count = len(wives)
    if draft.document_type == "marriage_contract":
        fields, count = ("husband_name",), context.current_wives + 1
    if count > MOST_WIVES:
        return Hit(fields, {"count": count}, Severity.ERROR)
    if count > 1 and not draft.get("judge_permission"):
        return Hit(fields, {"count": count})
    return None


def ages(born: PartialDate, on: PartialDate) -> tuple[int, int]:
    """The least and the greatest age in full years that the two dates allow."""
    return full_years(born.span[1], on.span[0]), full_years(born.span[0], on.span[1])


def full_years(born: date, on: date) -> int:
    """Full years from one day to another; below 0 when it comes before."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _births(draft: Draft) -> tuple[str, ...]:
    return tuple(path for path in draft.values if path.rsplit(".", 1)[-1] == "birth_date")


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "AGE-MOTHER": age_mother,
    "AGE-LIFE": age_life,
    "MAR-AGE": mar_age,
    "MAR-COUNT": mar_count,
}
