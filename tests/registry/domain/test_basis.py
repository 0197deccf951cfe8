"""What an entry rests on: each standing and circumstance has demands; some papers never become records."""

import pytest
from sqlalchemy.orm import Session

from registry.changes.changes import approve_change
from registry.changes.propose import propose_standing
from registry.domain.basis import OPEN, Basis, Circumstance, Grounds, pending, require_grounds
from registry.domain.errors import DemandUnmet, IllegalMove, ReasonNeeded
from registry.domain.states import DocumentState, Standing
from registry.intake.scans import scan_view
from registry.records.records import record_view
from registry.review.entries import approve, entry_view
from registry.review.reviews import keep_as_evidence
from tests.registry.office import Staff, hand_in, paper
from tests.registry.registered import EXTRACT, PLACE, document_of, registered, sign

BIRTH, EXTRACT_TYPE = "birth_certificate", "record_extract"
PARENTS = {"father_name": "حسن علي", "mother_name": "فاطمة جاسم"}
MOTHER = {"mother_name": "فاطمة جاسم"}


@pytest.mark.parametrize(
    ("standing", "circumstance", "kind", "values", "note", "others", "unmet"),
    [
        ("transcribed", "ordinary", EXTRACT_TYPE, PARENTS, "", 0, None),
        ("declared", "ordinary", BIRTH, PARENTS, "", 0, None),
        ("declared", "ordinary", EXTRACT_TYPE, PARENTS, "", 0, "declaration_paper"),
        ("reconstructed", "ordinary", EXTRACT_TYPE, PARENTS, "شهود", 1, None),
        ("reconstructed", "ordinary", EXTRACT_TYPE, PARENTS, "شهود", 0, "second_paper"),
        ("reconstructed", "ordinary", EXTRACT_TYPE, PARENTS, " ", 1, "note"),
        ("declared", "foundling", BIRTH, {}, "محضر الشرطة", 0, None),
        ("declared", "foundling", BIRTH, {}, "", 0, "note"),
        ("declared", "foundling", BIRTH, MOTHER, "محضر الشرطة", 0, "no_parents"),
        ("reconstructed", "foundling", BIRTH, {}, "محضر", 1, "other_standing"),
        ("declared", "father_absent", BIRTH, MOTHER, "", 0, None),
        ("declared", "father_absent", BIRTH, PARENTS, "", 0, "no_father"),
        ("declared", "father_absent", BIRTH, {}, "", 0, "mother_named"),
        ("reconstructed", "register_destroyed", EXTRACT_TYPE, PARENTS, "احترق السجل", 2, None),
        ("transcribed", "register_destroyed", EXTRACT_TYPE, PARENTS, "احترق", 2, "other_standing"),
        ("transcribed", "unlawful_authority", BIRTH, PARENTS, "ختم", 3, "never_a_record"),
        ("declared", "unlawful_authority", BIRTH, PARENTS, "ختم", 3, "never_a_record"),
        ("reconstructed", "unlawful_authority", BIRTH, PARENTS, "ختم", 3, "never_a_record"),
    ],
)
def test_what_each_standing_and_circumstance_demands(
    standing: str,
    circumstance: str,
    kind: str,
    values: dict[str, str],
    note: str,
    others: int,
    unmet: str | None,
) -> None:
    basis = Basis(Standing(standing), Circumstance(circumstance))
    grounds = Grounds(kind, values, note, others)
    if unmet is None:
        require_grounds(basis, grounds)
        return
    with pytest.raises(DemandUnmet) as refused:
        require_grounds(basis, grounds)
    assert refused.value.params["demand"] == unmet


def test_every_circumstance_says_which_standings_it_leaves_open() -> None:
    assert set(OPEN) == set(Circumstance)


def test_the_paper_of_an_unlawful_power_proves_an_event_and_is_never_a_record(
    session: Session, staff: Staff
) -> None:
    document = document_of(session, staff, BIRTH, {"child_name": "كرار", **PARENTS})
    basis = Basis(Standing.declared, Circumstance.unlawful_authority)
    with pytest.raises(DemandUnmet):
        sign(session, staff.clerk, document, basis)
    with pytest.raises(ReasonNeeded):
        keep_as_evidence(session, staff.clerk, document.id, "", document.version)
    keep_as_evidence(session, staff.clerk, document.id, "ختم جهة غير قانونية", document.version)
    assert document.state is DocumentState.evidence


def test_a_burnt_register_is_rebuilt_from_several_papers(session: Session, staff: Staff) -> None:
    first = hand_in(session, staff.clerk, "proof", paper(PARENTS, document_type="birth_proof", side="page"))
    (proof,) = scan_view(session, staff.clerk, first.id).documents
    extract = document_of(session, staff, EXTRACT_TYPE, EXTRACT, first)
    basis = Basis(Standing.reconstructed, Circumstance.register_destroyed)
    with pytest.raises(DemandUnmet):
        sign(session, staff.clerk, extract, basis)
    keep_as_evidence(session, staff.clerk, proof.id, "حجة ولادة", 1)
    record = approve(session, staff.officer, sign(session, staff.clerk, extract, basis), 1)
    assert record_view(session, staff.clerk, record).version.standing is Standing.reconstructed


def test_a_rebuilt_record_is_transcribed_once_its_page_is_found(session: Session, staff: Staff) -> None:
    first = hand_in(session, staff.clerk, "proof", paper(PARENTS, document_type="birth_proof", side="page"))
    (proof,) = scan_view(session, staff.clerk, first.id).documents
    keep_as_evidence(session, staff.clerk, proof.id, "حجة ولادة", 1)
    extract = document_of(session, staff, EXTRACT_TYPE, EXTRACT, first)
    basis = Basis(Standing.reconstructed, Circumstance.register_destroyed)
    rebuilt = approve(session, staff.officer, sign(session, staff.clerk, extract, basis), 1)
    page = registered(session, staff, "register_page", PLACE | {"family_head": "حسن علي جاسم"}).id
    with pytest.raises(DemandUnmet):
        propose_standing(session, staff.officer, rebuilt, rebuilt, "وجدت الصحيفة", 1)
    change = propose_standing(session, staff.officer, rebuilt, page, "وجدت الصحيفة", 1)
    approve_change(session, staff.second_officer, change, 1)
    assert record_view(session, staff.clerk, rebuilt).version.standing is Standing.transcribed
    with pytest.raises(IllegalMove):
        propose_standing(session, staff.officer, rebuilt, page, "مرة ثانية", 2)


@pytest.mark.parametrize(
    ("circumstance", "fields", "known", "waits"),
    [
        ("father_absent", ("child_name", "father_name", "father_birth_year"), ("child_name",),
         ("father_name", "father_birth_year")),
        ("father_absent", ("father_name", "grandfather_name"), ("father_name",), ("grandfather_name",)),
        ("foundling", ("child_name", "father_name"), ("child_name",), ()),
        ("ordinary", ("child_name", "father_name"), ("child_name",), ()),
    ],
)  # fmt: skip
def test_an_absent_fathers_fields_wait(
    circumstance: str, fields: tuple[str, ...], known: tuple[str, ...], waits: tuple[str, ...]
) -> None:
    assert pending(Circumstance(circumstance), fields, known) == waits


def test_a_record_says_what_is_out_of_the_ordinary_and_what_waits(session: Session, staff: Staff) -> None:
    document = document_of(session, staff, BIRTH, {"child_name": "كرار", **MOTHER})
    entry = sign(session, staff.clerk, document, Basis(Standing.declared, Circumstance.father_absent))
    assert entry_view(session, staff.officer, entry).circumstance is Circumstance.father_absent
    record = record_view(session, staff.clerk, approve(session, staff.officer, entry, 1))
    assert record.circumstance is Circumstance.father_absent
    assert "father_name" in record.pending
    assert {"child_name", "mother_name"}.isdisjoint(record.pending)
