"""Figures: each says what it counts and out of what, and shows no office another's."""

import pytest
from sqlalchemy.orm import Session

from registry.domain.errors import NotAllowed, NotFound
from registry.models.documents import Document
from registry.reporting.reports import REPORTS, figure, figures
from registry.review.entries import approve
from registry.review.reviews import next_review
from tests.registry.office import BASRA, FRONT, KARKH, Staff, hand_in, paper
from tests.registry.registered import sign


def register_one(session: Session, staff: Staff) -> None:
    """A card whose given name the clerk corrected stands in the register."""
    hand_in(session, staff.clerk, "front", paper(FRONT))
    given = next_review(session, staff.clerk)
    assert given is not None
    entry = sign(session, staff.clerk, session.get_one(Document, given.id), typed={"given_name": "زينا"})
    approve(session, staff.officer, entry, 1)


def test_nothing_is_counted_of_nothing(session: Session, staff: Staff) -> None:
    counts = {(one.numerator, one.denominator) for one in figures(session, staff.auditor)}
    assert counts == {(0, 0)}


def test_a_corrected_value_counts_among_those_that_were_read(session: Session, staff: Staff) -> None:
    register_one(session, staff)
    corrected = figure(session, staff.auditor, "values_corrected")
    assert (corrected.numerator, corrected.denominator) == (1, len(FRONT))
    registered = figure(session, staff.auditor, "papers_registered")
    assert (registered.numerator, registered.denominator) == (1, 1)


def test_a_figure_is_of_one_office_or_of_all(session: Session, staff: Staff) -> None:
    register_one(session, staff)
    denominators = {
        office: figure(session, staff.auditor, "scans_read", office).denominator
        for office in (KARKH, BASRA, None)
    }
    assert denominators == {KARKH: 1, BASRA: 0, None: 1}


def test_a_supervisor_of_an_office_sees_its_figures_alone(session: Session, staff: Staff) -> None:
    assert figure(session, staff.supervisor, "scans_read").office == KARKH
    with pytest.raises(NotFound):
        figure(session, staff.supervisor, "scans_read", BASRA)


def test_figures_are_for_auditors_and_supervisors(session: Session, staff: Staff) -> None:
    for person in (staff.clerk, staff.officer, staff.admin):
        with pytest.raises(NotAllowed):
            figures(session, person)


def test_an_unknown_figure_is_not_there(session: Session, staff: Staff) -> None:
    assert "people" not in REPORTS
    with pytest.raises(NotFound):
        figure(session, staff.auditor, "people")
