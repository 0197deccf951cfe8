"""Rules about numbers: their shape, and one national number for one person."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from rapidfuzz.distance import OSA

from arabic.names import part_key
from reference.meaning import Vocabulary
from registry.rules.draft import Context, Draft, KnownPerson
from registry.rules.finding import Hit

NATIONAL_NUMBER: Final = re.compile(r"[0-9]{12}")
DOCUMENT_NUMBER: Final = re.compile(r"(?=.{9}$)[A-Z]{1,2}[0-9]{7,8}")
REGISTER: Final = ("register_number", "page_number", "father_register_number", "father_page_number")
COUNTED: Final = re.compile(r"[1-9]")


def nn_len(draft: Draft, _context: Context) -> Hit | None:
    """NN-LEN: twelve digits. Nothing else is known of the number officially."""
    number = draft.get("national_number")
    if not number or NATIONAL_NUMBER.fullmatch(number):
        return None
    return Hit(("national_number",), {"length": len(number)})


def nn_year(draft: Draft, _context: Context) -> Hit | None:
    """NN-YEAR: the first four digits look like the birth year on published cards; unofficial."""
    number, born = draft.get("national_number"), draft.date("birth_date")
    if born is None or not NATIONAL_NUMBER.fullmatch(number):
        return None
    first, last = born.span
    if first.year <= int(number[:4]) <= last.year:
        return None
    return Hit(("national_number", "birth_date"), {"year": first.year})


def nn_same(draft: Draft, _context: Context) -> Hit | None:
    """NN-SAME: the printed number is that of the machine-readable zone (TD1, line 1, positions 16-27)."""
    zone, number = draft.zone(), draft.get("national_number")
    if zone is None or draft.document_type != "national_card":
        return None
    coded = zone.optional.replace(" ", "")
    if not number or not NATIONAL_NUMBER.fullmatch(coded) or coded == number:
        return None
    return Hit(("national_number",))


def nn_uniq(draft: Draft, context: Context) -> Hit | None:
    """NN-UNIQ: one number, one person. Another name, birth year or sex under it is a case of its own."""
    for known in context.same_number:
        differing = _differences(draft, known)
        if differing:
            return Hit(("national_number", *differing), {"record": known.record})
    return None


def doc_fmt(draft: Draft, _context: Context) -> Hit | None:
    """DOC-FMT: one or two letters and digits, nine signs in all, the same as in the zone."""
    number, zone = draft.get("document_number"), draft.zone()
    if not number or draft.document_type != "national_card":
        return None
    if not DOCUMENT_NUMBER.fullmatch(number):
        return Hit(("document_number",), {"length": len(number)})
    if zone is not None and zone.document_number != number:
        return Hit(("document_number",), {"length": len(number)})
    return None


def can_fmt(draft: Draft, _context: Context) -> Hit | None:
    """CAN-FMT: six digits."""
    number = draft.get("card_access_number")
    if not number or re.fullmatch(r"[0-9]{6}", number):
        return None
    return Hit(("card_access_number",), {"length": len(number)})


def fam_fmt(draft: Draft, _context: Context) -> Hit | None:
    """FAM-FMT: 17 or 18 signs; what they mean is unknown, so it is kept as read."""
    number = draft.get("family_number")
    if not number or re.fullmatch(r"[0-9A-Z]{17,18}", number):
        return None
    return Hit(("family_number",), {"length": len(number)})


def blood(draft: Draft, _context: Context) -> Hit | None:
    """BLOOD: a group with its sign; a missing sign is never added."""
    group = draft.get("blood_group")
    return None if not group or group in Vocabulary.BLOOD_GROUP.words else Hit(("blood_group",))


def reg_num(draft: Draft, _context: Context) -> Hit | None:
    """REG-NUM: books and pages are counted from 1; a number may bear letters, but not be nought."""
    nought = tuple(path for path in REGISTER if draft.get(path) and not COUNTED.search(draft.get(path)))
    return Hit(nought) if nought else None


def _differences(draft: Draft, known: KnownPerson) -> tuple[str, ...]:
    """Fields in which a draft and a known person differ by more than one letter or an uncertain date."""
    names = (("given_name", known.given_key), ("father_name", known.father_key))
    found = [path for path, key in names if _other_name(draft.get(path), key)]
    born = draft.date("birth_date")
    if born is not None and known.birth_year is not None:
        first, last = born.span
        if not first.year <= known.birth_year <= last.year:
            found.append("birth_date")
    if draft.get("sex") and known.sex and draft.get("sex") != known.sex:
        found.append("sex")
    return tuple(found)


def _other_name(name: str, key: str) -> bool:
    return bool(name and key) and OSA.distance(part_key(name), key) > 1


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "NN-LEN": nn_len,
    "NN-YEAR": nn_year,
    "NN-SAME": nn_same,
    "NN-UNIQ": nn_uniq,
    "DOC-FMT": doc_fmt,
    "CAN-FMT": can_fmt,
    "FAM-FMT": fam_fmt,
    "BLOOD": blood,
    "REG-NUM": reg_num,
}
