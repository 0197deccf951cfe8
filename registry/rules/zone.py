"""Rules about the machine-readable zone: its shape, its check digits, and print against zone (ICAO 9303)."""

from collections.abc import Callable, Mapping
from typing import Final

from arabic.icao import accepted_forms
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit, Severity

SEXES: Final = {"ذكر": "M", "أنثى": "F"}
NAME_SIGNS: Final = 30
"""Signs of line 3 of a card: a name that reaches its end may have been cut (ICAO 9303-5)."""


def mrz_len(draft: Draft, _context: Context) -> Hit | None:
    """MRZ-LEN: three lines of 30, or two of 36 or 44; A to Z, digits and fillers."""
    if not draft.mrz or draft.zone() is not None:
        return None
    return Hit(_lines(draft), {"lines": len(draft.mrz)})


def mrz_chk(draft: Draft, _context: Context) -> Hit | None:
    """MRZ-CHK: check digits 7-3-1. The composite one alone is a warning: a published card fails it."""
    zone = draft.zone()
    if zone is None:
        return None
    own = dict(zone.checks) if zone.composite is None else {**dict(zone.checks), "composite": zone.composite}
    checks = dict(draft.mrz_checks) or own
    failed = sorted(name for name, holds in checks.items() if not holds)
    if not failed:
        return None
    severity = Severity.WARN if failed == ["composite"] else None
    return Hit(_lines(draft), {"checks": " ".join(failed)}, severity)


def mrz_date(draft: Draft, _context: Context) -> Hit | None:
    """MRZ-DATE: birth and expiry are dates, whatever their digits say; unknown parts are fillers."""
    zone = draft.zone()
    if zone is None or not zone.unreal_dates:
        return None
    return Hit(_lines(draft), {"dates": " ".join(zone.unreal_dates)})


def mrz_name(draft: Draft, _context: Context) -> Hit | None:
    """MRZ-NAME: the printed Arabic names, letter by letter in Doc 9303-3, are those of line 3."""
    zone = draft.zone()
    if zone is None or draft.document_type != "national_card" or not zone.given_names:
        return None
    coded = {"given_name": zone.given_names[0], "laqab": zone.surname.replace(" ", "<")}
    if len(zone.given_names) > 1:
        coded["father_name"] = zone.given_names[1]
    used = sum(len(word) + 1 for word in (zone.surname, *zone.given_names)) + 1
    cut = zone.given_names[-1] if used > NAME_SIGNS else ""
    differing = tuple(
        path
        for path, word in coded.items()
        if word and draft.get(path) and not _agree(draft.get(path), word, word == cut)
    )
    return Hit(differing) if differing else None


def sex_same(draft: Draft, _context: Context) -> Hit | None:
    """SEX-SAME: the printed sex is that of the zone."""
    zone = draft.zone()
    coded = SEXES.get(draft.get("sex"))
    if zone is None or coded is None or zone.sex not in "MF" or zone.sex == coded:
        return None
    return Hit(("sex",))


def _agree(name: str, coded: str, may_be_cut: bool) -> bool:
    """A compound name stands in the zone as several words, of which the first is enough here."""
    forms = accepted_forms(name)
    return any(
        form == coded or form.startswith(f"{coded}<") or (may_be_cut and form.startswith(coded))
        for form in forms
    )


def _lines(draft: Draft) -> tuple[str, ...]:
    return tuple(f"mrz_line_{number}" for number in range(1, len(draft.mrz) + 1))


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "MRZ-LEN": mrz_len,
    "MRZ-CHK": mrz_chk,
    "MRZ-DATE": mrz_date,
    "MRZ-NAME": mrz_name,
    "SEX-SAME": sex_same,
}
