"""One line of a table of cases: a paper, and what one rule says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from arabic.mrz import MrzFormat, compose
from reference.documents import document_types
from registry.rules import CHECKS, Context, Draft, Hit, KnownPerson, Severity, check

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Case:
    """`hit` is None where the rule is silent, else the fields that it names."""

    kind: str
    values: Mapping[str, str]
    hit: tuple[str, ...] | None
    mrz: tuple[str, ...] = ()
    context: Context = field(default_factory=lambda: Context(TODAY))
    severity: Severity | None = None
    mrz_checks: Mapping[str, bool] = field(default_factory=dict)


def judge(rule: str, case: Case) -> None:
    """Assert that one rule says what the case says, through the rule itself and through `check`."""
    draft = Draft(case.kind, case.values, case.mrz, case.mrz_checks, form=document_types().get(case.kind))
    hit = CHECKS[rule](draft, case.context)
    assert (hit.fields if hit else None) == case.hit
    findings = [finding for finding in check(draft, case.context) if finding.rule == rule]
    assert len(findings) == (0 if hit is None else 1)
    if case.severity is not None:
        assert findings[0].severity is case.severity
    _assert_no_name(hit, case.values)


def zone(**values: str) -> tuple[str, ...]:
    """The zone of an invented card."""
    base = {
        "document_code": "ID",
        "issuer": "IRQ",
        "document_number": "AB1234567",
        "optional": "199012345678",
        "birth_date": "900314",
        "sex": "F",
        "expiry_date": "310501",
        "nationality": "IRQ",
        "names": "ALJBWRY<<ZYNB<HSN",
    }
    return compose(MrzFormat.TD1, {**base, **values})


def known(**values: object) -> KnownPerson:
    """A person whom the register knows."""
    base: dict[str, object] = {
        "record": 7,
        "document_type": "national_card",
        "role": "subject",
        "given_key": "",
        "father_key": "",
        "grandfather_key": "",
        "mother_key": "",
        "birth_year": None,
        "birth_date": "",
        "sex": "",
    }
    return KnownPerson(**{**base, **values})  # type: ignore[arg-type]  # a table row gives a few of them


def _assert_no_name(hit: Hit | None, values: Mapping[str, str]) -> None:
    """Params of a finding may be logged: no value of the paper may stand in them."""
    words = {value for value in values.values() if len(value) > 3 and not value.isdigit()}
    assert hit is None or not words & {str(param) for param in hit.params.values()}
