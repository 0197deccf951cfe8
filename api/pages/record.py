"""`/records/{id}`: a record now or as it stood on a day, what each version changed, and its family."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from api.csrf import FromOurPage
from api.deps import PartsDep, Transaction, Who
from api.labels import label_at
from api.language import language_of
from api.pages.acting import transact
from api.pages.family import Picture, picture_of
from api.pages.forms import Form, day_of
from api.pages.located import located_of
from api.pages.names import names_of
from api.pages.render import page
from api.parts import Parts
from messages import Catalogue, catalogue
from reference.documents import DocumentType
from registry.changes.proposals import waiting_changes
from registry.database.clock import day_start
from registry.deduplication import same_person
from registry.domain.access import Act, Actor, may, require
from registry.domain.errors import InvalidValue, NotFound, ReasonNeeded, RegistryError
from registry.domain.states import RecordState
from registry.records.records import RecordedValue, RecordView, VersionView, history, record_view
from registry.records.version_diff import Difference, told
from registry.trail.purposes import purpose_of

router = APIRouter(prefix="/records", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that a version changed: before and after, and the digest of the picture it stands on."""

    label: str
    old: str
    new: str
    masked: bool
    crop: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history, with what it changed."""

    version: VersionView
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a record is asked for: why, on which day (None: now), after what was done, by which form."""

    reason: str | None = None
    on: date | None = None
    done: bool = False
    form: Mapping[str, str] | None = None


@router.get("/{record_id}")
def ask_reason(
    request: Request, session: Transaction, parts: PartsDep, who: Who, record_id: int, done: str = ""
) -> HTMLResponse:
    """The record for the purpose that was given for it within the hour; without one it is asked for."""
    require(who, Act.view_record, who.office)
    purpose = purpose_of(session, who, record_id)
    if not purpose.of_record:
        return page(request, "register/open.html", {"number": record_id, "lately": purpose.lately}, who=who)
    asked = Asked(purpose.of_record, done=bool(done))
    return record_page(request, session, parts, who, record_id, asked)


@router.post("/{record_id}", dependencies=[FromOurPage])
def show(request: Request, parts: PartsDep, who: Who, record_id: int, form: Form) -> Response:
    """The record with history and evidence, as it stood on the day asked for."""
    asked = Asked(form.get("reason", "").strip() or None, form=form)

    def shown(session: Session) -> HTMLResponse:
        if asked.reason is None:
            raise ReasonNeeded({"act": Act.view_record.value})
        return record_page(request, session, parts, who, record_id, replace(asked, on=day_of(form, "on")))

    def again(session: Session, error: RegistryError) -> HTMLResponse:
        if isinstance(error, ReasonNeeded):
            return page(
                request, "register/open.html", {"number": record_id, "lately": ""}, who=who, error=error
            )
        return record_page(request, session, parts, who, record_id, asked, error)

    return transact(parts, shown, again, (ReasonNeeded, InvalidValue))


def record_page(
    request: Request,
    session: Session,
    parts: Parts,
    who: Actor,
    record_id: int,
    asked: Asked,
    error: RegistryError | None = None,
) -> HTMLResponse:
    """The page of a record. A day before it stood in the register shows it as it is now, and says so."""
    words = catalogue(language_of(request))
    record, absent = _as_asked(session, who, record_id, asked)
    versions = history(session, who, record_id, asked.reason, opened=True)
    kind = parts.types.get(record.document_type)
    steps = [_step(version, changed, kind, words) for version, changed in told(versions)]
    values = {
        "record": record,
        "asked": asked,
        "absent": absent,
        "steps": steps,
        "values": in_paper_order(record.version.values, kind),
        "labels": {value.path: label_at(kind, value.path, words) for value in record.version.values},
        "located": located_of(record.version.values, kind, words),
        "pending": [label_at(kind, path, words) for path in record.pending],
        "crops": crops_of(parts, versions),
        "names": names_of(session, _people(versions)),
        "same_person": same_person(session, record_id),
        "waiting": _waiting(session, who, record),
        "acts": acts_of(who, record),
        "family": _family(session, who, record, asked.reason, words),
    }
    template, types = "register/record.html", parts.types
    return page(request, template, values, who=who, types=types, error=error, again=asked.form)


def acts_of(who: Actor, record: RecordView) -> frozenset[str]:
    """What this reader may propose about the record as it is now."""
    if record.version.number != record.newest:
        return frozenset()
    active = record.version.state is RecordState.active
    found = {
        "correct": active and record.document is not None and may(who, Act.correct_reading, record.office),
        "rectify": active and may(who, Act.rectify, record.office),
        "order": record.version.state is not RecordState.cancelled and may(who, Act.freeze, record.office),
    }
    return frozenset(act for act, allowed in found.items() if allowed)


def in_paper_order(values: tuple[RecordedValue, ...], kind: DocumentType | None) -> tuple[RecordedValue, ...]:
    """Values in the order in which the paper prints them, rows last; what it does not print at the end."""
    order = {field.key: place for place, field in enumerate(kind.fields)} if kind else {}
    last = len(order)

    def place(value: RecordedValue) -> tuple[int, int]:
        match value.path.split("."):
            case ["rows", number, _]:
                return last, int(number)
        return order.get(value.path, last + 1), 0

    return tuple(sorted(values, key=place))


def crops_of(parts: Parts, versions: Iterable[VersionView]) -> Mapping[str, str]:
    """The pictures of values by digest, within the page itself: an auditor's reason is given once for all."""
    values = (value for version in versions for value in version.values if not value.masked)
    seen = {e.crop for value in values for e in value.evidence if e.crop}
    return {
        d: "data:image/webp;base64," + b64encode(parts.store.read(d)).decode()
        for d in seen
        if parts.store.has(d)
    }


def end_of(day: date) -> datetime:
    """The last moment of a day in Baghdad."""
    return day_start(day + timedelta(days=1)) - timedelta(microseconds=1)


def _as_asked(session: Session, who: Actor, record_id: int, asked: Asked) -> tuple[RecordView, bool]:
    """The record as asked for, and whether it did not stand in the register then."""
    if asked.on is not None:
        try:
            return record_view(session, who, record_id, asked.reason, as_of=end_of(asked.on)), False
        except NotFound:
            return record_view(session, who, record_id, asked.reason), True
    return record_view(session, who, record_id, asked.reason), False


def _step(
    version: VersionView, changed: tuple[Difference, ...], kind: DocumentType | None, words: Catalogue
) -> Step:
    return Step(version, tuple(_changed(one, label_at(kind, one.path, words)) for one in changed))


def _changed(one: Difference, label: str) -> Changed:
    stands_on = one.new or one.old
    crops = [seen.crop for seen in stands_on.evidence if seen.crop] if stands_on else []
    return Changed(
        label=label,
        old=(one.old.value or "") if one.old else "",
        new=(one.new.value or "") if one.new else "",
        masked=bool((one.old and one.old.masked) or (one.new and one.new.masked)),
        crop=crops[0] if crops else None,
    )


def _people(versions: Iterable[VersionView]) -> set[UUID]:
    made = {version.made_by for version in versions}
    return made | {version.entered_by for version in versions if version.entered_by}


def _waiting(session: Session, who: Actor, record: RecordView) -> object:
    if not may(who, Act.correct_reading, record.office):
        return ()
    return waiting_changes(session, who, record.id)


def _family(
    session: Session, who: Actor, record: RecordView, reason: str | None, words: Catalogue
) -> Picture | None:
    """The family of the register page that the record names; None when it names none."""
    if not record.register_number or not record.page_number:
        return None
    where = (record.office, record.register_number, record.page_number)
    return picture_of(session, who, where, reason, words, record.id)
