"""Pictures of pages: sensitive values stand on paper, too."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.documents.page_masking import page_picture
from registry.domain.actions import Action
from registry.domain.errors import NotAllowed
from registry.models.documents import DocumentSide
from registry.models.trail import Event
from tests.registry.office import Staff, hand_in, paper

DEATH = {"deceased_name": "كريم جاسم محمد العبيدي", "cause_of_death": "سبب مقروء"}


def test_what_is_covered_reaches_to_the_values_beside_it(session: Session, staff: Staff) -> None:
    """The cause was read in a box of 8 by 30 pixels: its room begins where the value before it ends."""
    read = paper(DEATH, document_type="death_certificate", side="page")
    name, cause = read.fields
    cause = replace(cause, box=((60.0, 20.0), (68.0, 20.0), (68.0, 50.0), (60.0, 50.0)))
    name = replace(name, box=((10.0, 22.0), (50.0, 22.0), (50.0, 52.0), (10.0, 52.0)))
    hand_in(session, staff.clerk, "death", replace(read, fields=(name, cause)))
    page = session.scalars(select(DocumentSide.page_id)).one()
    (place,) = page_picture(session, staff.clerk, page).covered
    (left, top), (right, _), (_, bottom), _ = place
    assert left == 50
    assert right > 1000
    assert top <= 20 - 1.5 * 30
    assert bottom >= 50 + 1.5 * 30


def test_a_page_is_shown_with_its_sensitive_values_covered(session: Session, staff: Staff) -> None:
    hand_in(session, staff.clerk, "death", paper(DEATH, document_type="death_certificate", side="page"))
    page = session.scalars(select(DocumentSide.page_id)).one()
    assert len(page_picture(session, staff.clerk, page).covered) == 1
    with pytest.raises(NotAllowed):
        page_picture(session, staff.clerk, page, uncovered=True)
    assert page_picture(session, staff.second_officer, page, uncovered=True).covered == ()
    looked = select(Event.subject_id).where(Event.action == Action.sensitive_read.value)
    assert session.scalars(looked).all() == [str(page)]
