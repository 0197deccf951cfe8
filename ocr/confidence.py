"""How sure a value is, and what follows from it. Without calibration every value goes to a person."""

from dataclasses import dataclass

from ocr.reading import Decision


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a value: the main reader's confidence, its fit to the kind, a second reader."""

    reader: float
    fit: float
    agreed: bool | None
    """None when no second reader looked."""


def confidence(evidence: Evidence) -> float:
    """A number from 0 to 1; higher is surer. Not a probability before calibration."""
    base = evidence.reader * (0.4 + 0.6 * evidence.fit)
    if evidence.agreed is None:
        return round(base, 3)
    return round(min(1.0, 0.5 + 0.5 * base) if evidence.agreed else 0.5 * base, 3)


def decide(value: str, sure: float) -> Decision:
    """What is left to do about a value."""
    if not value:
        return Decision.UNREADABLE
    return Decision.REVIEW if sure <= 1.0 else Decision.ACCEPTED
