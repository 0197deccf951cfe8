"""Rules about dates: real ones, in a possible order, and in time. An uncertain date is judged by its span."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from arabic.dates import parse_date
from arabic.partial import PartialDate, Precision
from reference.documents import FieldKind, FieldSpec
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit

TOLERANCE: Final = timedelta(days=31)
BORN: Final = ("birth_date", "husband_birth", "wife_birth")
ABROAD: Final = ("سفار", "قنصل", "ممثلي")
# What may not come before what. The office's calendar day ends the list of every event that has happened.
ORDER: Final = (
    ("birth_date", "issue_date"),
    ("issue_date", "expiry_date"),
    ("birth_date", "registration_date"),
    ("birth_date", "document_date"),
    ("birth_date", "death_date"),
    ("death_date", "registration_date"),
    ("birth_date", "extract_date"),
    ("husband_birth", "contract_date"),
    ("wife_birth", "contract_date"),
    ("divorce_date", "final_date"),
    ("decision_date", "final_date"),
)
HAPPENED: Final = (
    *BORN,
    "issue_date",
    "registration_date",
    "document_date",
    "death_date",
    "extract_date",
    "contract_date",
    "decision_date",
    "divorce_date",
    "form_date",
    "letter_date",
)


def date_real(draft: Draft, _context: Context) -> Hit | None:
    """DATE-REAL: every date is one that its calendar has."""
    unreal = tuple(
        path for path, text in draft.values.items() if _is_date(draft.spec(path)) and parse_date(text) is None
    )
    return Hit(unreal) if unreal else None


def date_prec(draft: Draft, _context: Context) -> Hit | None:
    """DATE-PREC: 1 July stands for "day and month unknown" on many papers: only its year is sure."""
    return _born_on(draft, lambda born: born.is_conventional)


def date_2804(draft: Draft, _context: Context) -> Hit | None:
    """DATE-2804: births of 28 April before 2003 cluster: some were moved there for a grant."""
    return _born_on(draft, lambda born: (born.month, born.day) == (4, 28) and born.year < 2003)


def exp_nid(draft: Draft, _context: Context) -> Hit | None:
    """EXP-NID: a card is valid ten years less a day."""
    return _validity(draft, 10) if draft.document_type == "national_card" else None


def exp_pass(draft: Draft, _context: Context) -> Hit | None:
    """EXP-PASS: a passport is valid eight years less a day."""
    return _validity(draft, 8) if draft.document_type == "passport" else None


def ord_1(draft: Draft, context: Context) -> Hit | None:
    """ORD-1: nobody is registered before birth, nothing happened after today."""
    for earlier, later in ORDER:
        first, second = draft.date(earlier), draft.date(later)
        if first is not None and second is not None and first.span[0] > second.span[1]:
            return Hit((earlier, later), {"first": earlier, "second": later})
    for path in HAPPENED:
        happened = draft.date(path)
        if happened is not None and happened.span[0] > context.today:
            return Hit((path,), {"first": path, "second": "today"})
    return None


def reg_late(draft: Draft, _context: Context) -> Hit | None:
    """REG-LATE: a birth in a hospital is registered within 15 days, one at home within 30; then by court."""
    if draft.document_type != "birth_certificate" or _abroad(draft):
        return None
    return _late(draft, "birth_date", 15 if draft.get("institution") else 30)


def reg_abroad(draft: Draft, _context: Context) -> Hit | None:
    """REG-ABROAD: at a mission a birth is registered within 60 days, a death within 45."""
    if not _abroad(draft):
        return None
    if draft.document_type == "birth_certificate":
        return _late(draft, "birth_date", 60)
    return _late(draft, "death_date", 45) if draft.document_type == "death_certificate" else None


def _is_date(spec: FieldSpec | None) -> bool:
    """Whether a field holds a date of which the form asks more than its year."""
    return spec is not None and spec.kind is FieldKind.DATE and spec.precision is not Precision.YEAR


def _born_on(draft: Draft, when: Callable[[PartialDate], bool]) -> Hit | None:
    births = [path for path in draft.values if path.rsplit(".", 1)[-1] in BORN]
    hits = tuple(path for path in births if (born := draft.date(path)) is not None and when(born))
    return Hit(hits) if hits else None


def _validity(draft: Draft, years: int) -> Hit | None:
    issued, expires = draft.date("issue_date"), draft.date("expiry_date")
    if issued is None or expires is None:
        return None
    if issued.precision is not Precision.DAY or expires.precision is not Precision.DAY:
        return None
    start = issued.span[0]
    # 29 February has no anniversary in most years; the tolerance is wider than that day.
    end = date(start.year + years, start.month, min(start.day, 28)) - timedelta(days=1)
    if abs(expires.span[0] - end) <= TOLERANCE:
        return None
    return Hit(("issue_date", "expiry_date"), {"years": years})


def _late(draft: Draft, event: str, days: int) -> Hit | None:
    happened, registered = draft.date(event), draft.date("registration_date")
    if happened is None or registered is None:
        return None
    after = (registered.span[0] - happened.span[1]).days
    return Hit((event, "registration_date"), {"days": after, "limit": days}) if after > days else None


def _abroad(draft: Draft) -> bool:
    place = " ".join(draft.get(path) for path in ("registry_office", "institution", "certifier"))
    return any(word in place for word in ABROAD)


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "DATE-REAL": date_real,
    "DATE-PREC": date_prec,
    "DATE-2804": date_2804,
    "EXP-NID": exp_nid,
    "EXP-PASS": exp_pass,
    "ORD-1": ord_1,
    "REG-LATE": reg_late,
    "REG-ABROAD": reg_abroad,
}
