"""Pictures of pages: sensitive values stand on paper, too."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.errors import NotAllowed
from registry.models.documents import DocumentSide
from registry.models.trail import Event
from registry.page_pictures import page_picture
from registry.trail import Action
from tests.registry.office import Staff, hand_in, paper

DEATH = {"deceased_name": "كريم جاسم محمد العبيدي", "cause_of_death": "سبب مقروء"}


def test_a_page_is_shown_with_its_sensitive_values_covered(session: Session, staff: Staff) -> None:
    hand_in(session, staff.clerk, "death", paper(DEATH, document_type="death_certificate", side="page"))
    page = session.scalars(select(DocumentSide.page_id)).one()
    assert len(page_picture(session, staff.clerk, page).covered) == 1
    with pytest.raises(NotAllowed):
        page_picture(session, staff.clerk, page, uncovered=True)
    assert page_picture(session, staff.second_officer, page, uncovered=True).covered == ()
    looked = select(Event.subject_id).where(Event.action == Action.sensitive_read.value)
    assert session.scalars(looked).all() == [str(page)]
