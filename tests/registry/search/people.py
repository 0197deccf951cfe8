"""People put straight into the register, as records that need no paper."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from registry.domain.names_stated import NamedPerson
from registry.domain.states import RecordState, Standing
from registry.models.records import Record
from registry.records.registration import person_row
from registry.search.indexing import index_people
from tests.registry.office import KARKH


@dataclass(frozen=True, slots=True)
class Known:
    """A person to be: names by part, and the place in the register."""

    name: tuple[str, str, str, str]
    mother: tuple[str, str] = ("", "")
    external_id: str | None = None
    office: str = KARKH
    register: str | None = None
    page: str | None = None
    national_number: str = ""
    sex: str = ""
    birth_date: str = ""


def put(session: Session, *people: Known) -> list[int]:
    """Write one record a person; the answer is the records' numbers."""
    return [_put(session, person) for person in people]


def _put(session: Session, known: Known) -> int:
    record = Record(
        document_type="record_extract",
        office_code=known.office,
        document_id=None,
        external_id=known.external_id,
        state=RecordState.active,
        standing=Standing.transcribed,
        version=1,
        approved=True,
        register_number=known.register,
        page_number=known.page,
        registered_at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    session.add(record)
    session.flush()
    given, father, grandfather, laqab = known.name
    named = NamedPerson(
        role="subject",
        given_name=given,
        father_name=father,
        grandfather_name=grandfather,
        laqab=laqab,
        mother_name=known.mother[0],
        maternal_grandfather_name=known.mother[1],
        national_number=known.national_number,
        sex=known.sex,
        birth_date=known.birth_date,
    )
    person = person_row(record, named)
    session.add(person)
    session.flush()
    index_people(session, [person])
    return record.id
