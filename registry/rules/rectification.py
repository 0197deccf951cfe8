"""Rules about changing what is registered: by whose decision, how often, and after which notice."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from arabic.dates import parse_date
from arabic.letters import fold
from registry.rules.draft import Context, Draft
from registry.rules.finding import Hit

COURT: Final = "محكمة"
# The one printed list of `field_corrected`, and the fields of a person that each names.
FIELDS: Final[Mapping[str, str]] = {
    "الاسم": "given_name",
    "اللقب": "laqab",
    "اسم الأب": "father_name",
    "اسم الجد": "grandfather_name",
    "اسم الأم": "mother_name",
    "تاريخ الولادة": "birth_date",
    "محل الولادة": "place_of_birth",
    "الجنس": "sex",
}
BY_DIRECTORATE: Final = frozenset({"given_name", "laqab"})
NAMES: Final = frozenset({"given_name", "laqab", "father_name", "grandfather_name", "mother_name"})
NOTICE: Final = timedelta(days=15)


def cert_court(draft: Draft, _context: Context) -> Hit | None:
    """CERT-COURT: certificates and registers are changed by a court's judgment (Law 148/1971 art 21(2)).

    Given name and laqab may also be changed by the directorate (Law 3/2016 art 22).
    """
    if draft.document_type != "rectification_decision":
        return None
    field = FIELDS.get(draft.get("field_corrected"), "")
    if COURT in draft.get("authority") or (draft.get("authority") and field in BY_DIRECTORATE):
        return None
    return Hit(("authority", "field_corrected"))


def name_once(draft: Draft, context: Context) -> Hit | None:
    """NAME-ONCE: a name is corrected once and changed once, and the old name never comes back."""
    if draft.document_type != "rectification_decision":
        return None
    field = FIELDS.get(draft.get("field_corrected"), "")
    before = [past for past in context.rectified if past.field == field in NAMES]
    returns = fold(draft.get("new_value")) in {fold(past.old) for past in before}
    again = any(past.changed == is_change(field, draft.get("authority")) for past in before)
    return Hit(("field_corrected", "new_value"), {"returns": int(returns)}) if returns or again else None


def name_pub(draft: Draft, _context: Context) -> Hit | None:
    """NAME-PUB: a change of given name or laqab is published, and decided 15 days after at the earliest."""
    field = FIELDS.get(draft.get("field_corrected"), "")
    if draft.document_type != "rectification_decision" or field not in BY_DIRECTORATE:
        return None
    notice, decided = draft.get("publication_reference"), draft.date("decision_date")
    if not notice:
        return Hit(("publication_reference",))
    published = parse_date(notice)
    if published is None or decided is None or decided.span[1] >= published.span[0] + NOTICE:
        return None
    return Hit(("publication_reference", "decision_date"), {"days": NOTICE.days})


def is_change(field: str, authority: str) -> bool:
    """Whether a decision changes a name (the directorate, art 22) or corrects one (a court, art 21)."""
    return field in BY_DIRECTORATE and COURT not in authority


CHECKS: Final[Mapping[str, Callable[[Draft, Context], Hit | None]]] = {
    "CERT-COURT": cert_court,
    "NAME-ONCE": name_once,
    "NAME-PUB": name_pub,
}
