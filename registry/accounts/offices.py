"""The civil affairs offices."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.sessions import surroundings
from registry.domain.access import Act, Actor, require
from registry.domain.actions import Action, Subject
from registry.domain.errors import AlreadyThere, InvalidValue
from registry.models.accounts import Office
from registry.trail.events import note


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office: `governorate` and `district` as the gazetteer of `reference` writes them in Arabic."""

    code: str
    name_ar: str
    name_ckb: str
    name_en: str
    governorate: str
    district: str | None = None


def open_office(session: Session, actor: Actor | None, office: OfficeView) -> OfficeView:
    """Add an office; `actor` is None only while the installation sets itself up.

    Raises `NotAllowed`, `AlreadyThere` for a code in use, `InvalidValue` for an empty code or name.
    """
    if actor is not None:
        require(actor, Act.manage_offices, None)
    if not office.code.strip() or len(office.code) > 32 or not office.name_ar.strip():
        raise InvalidValue({"field": "office", "problem": "empty"})
    if session.get(Office, office.code) is not None:
        raise AlreadyThere({"kind": "office", "code": office.code})
    row = Office(
        code=office.code,
        name_ar=office.name_ar,
        name_ckb=office.name_ckb,
        name_en=office.name_en,
        governorate=office.governorate,
        district=office.district,
        opened_at=surroundings(session).clock.now(session),
    )
    session.add(row)
    session.flush()
    note(session, actor, Action.office_opened, (Subject.office, office.code), office=office.code)
    return office


def offices(session: Session) -> tuple[OfficeView, ...]:
    """All offices by code. Their names are public."""
    rows = session.scalars(select(Office).order_by(Office.code))
    return tuple(
        OfficeView(row.code, row.name_ar, row.name_ckb, row.name_en, row.governorate, row.district)
        for row in rows
    )
