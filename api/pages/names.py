"""Names of offices in the reader's language, and of those who acted."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from messages import Language
from registry.accounts.accounts import display_names
from registry.accounts.offices import OfficeView, offices


def office_name(office: OfficeView, language: Language) -> str:
    """An office's name."""
    return {Language.ar: office.name_ar, Language.ckb: office.name_ckb, Language.en: office.name_en}[language]


def office_names(session: Session, language: Language) -> tuple[tuple[str, str], ...]:
    """Code and name of every office, by code."""
    return tuple((office.code, office_name(office, language)) for office in offices(session))


def names_of(session: Session, accounts: Iterable[UUID]) -> Mapping[UUID, str]:
    """Who these accounts are, as pages show them."""
    return display_names(session, accounts)
