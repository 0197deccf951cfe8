"""A name in the three languages of the service."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One name in Arabic, Sorani and English. Sorani is unreviewed until a native speaker has read it."""

    ar: str
    ckb: str
    en: str
