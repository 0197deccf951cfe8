"""What two people let stand of one paper, the reader of the next is told: from the worker and back to it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select, update

from imaging.budget import Budget
from imaging.decode import Pixels
from imaging.pictures import png
from ocr import Reading
from ocr.extraction.templates import from_json
from ocr.result.reading import Decision, FieldReading, Layout, Quality
from reference.documents import document_types
from registry.database.sessions import snapshot, transaction
from registry.domain.states import TaskState
from registry.models.documents import Document, DocumentSide
from registry.models.readings import StoredReading
from registry.models.scans import Page
from registry.review.entries import approve
from registry.tasks import tasks
from specimens.documents import draw_document
from tests.imaging import files
from tests.registry.registered import EXTRACT, sign
from tests.workers.desk import Desk, page
from workers.digitise import digitise
from workers.reader import open_reader
from workers.toolbox import ReadPage, Toolbox

FORM = Layout(
    "record_extract",
    "page",
    (("given_name", (0.81, 0.105, 0.9, 0.13)), ("laqab", (0.81, 0.2, 0.88, 0.225))),
)
PAGE = page("white")


@dataclass(slots=True)
class Reader:
    """A reader that sees one form on every page and notes which layouts it was told of, page by page."""

    form: Layout | None = FORM
    told: list[Sequence[Layout]] = field(default_factory=list)

    def __call__(self, pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        del pixels, wanted
        self.told.append(layouts)
        values = tuple(
            FieldReading(key, value, value, 0.9, Decision.REVIEW, None, "stand 1")
            for key, value in EXTRACT.items()
        )
        good = Quality(usable=True)
        kind, side = FORM.document_type, FORM.side
        return [Reading(0, 0, kind, side, 0.9, good, values, (), None, (), 0.01, self.form)]


def digitised(
    desk: Desk, reader: ReadPage, content: bytes = PAGE, kind: str = "png", name: str = "reader 1"
) -> uuid.UUID:
    """A scan handed in and read by a worker."""
    scan = desk.hand_in(content, kind)
    with transaction(desk.sessions) as session:
        (due,) = tasks.due(session, 1)
    tools = Toolbox(desk.sessions, desk.store, document_types(), reader, name, Budget(), "test", desk.key_id)
    digitise(tools, due.task, due.attempt)
    assert desk.task(scan).state is TaskState.done
    return scan


def approved(desk: Desk, scan: uuid.UUID, typed: dict[str, str] | None = None) -> None:
    """The clerk signs the paper of a scan, correcting what was misread, and the officer approves it."""
    with transaction(desk.sessions) as session:
        shown = select(Document).join(DocumentSide).join(Page).where(Page.scan_id == scan)
        entry = sign(session, desk.clerk, session.scalars(shown).one(), typed=typed)
        approve(session, desk.officer, entry, 1)


def kept(desk: Desk) -> list[Layout]:
    """The layouts beside all readings."""
    with snapshot(desk.sessions) as session:
        return [from_json(layout or {}) for layout in session.scalars(select(StoredReading.layout))]


def test_where_the_labels_stood_is_kept_beside_the_reading(any_desk: Desk) -> None:
    digitised(any_desk, Reader())
    assert kept(any_desk) == [FORM]


def test_a_reader_that_tells_no_layout_leaves_none(any_desk: Desk) -> None:
    digitised(any_desk, Reader(form=None))
    with snapshot(any_desk.sessions) as session:
        none = select(StoredReading.id).where(StoredReading.layout.is_(None))
        assert len(session.scalars(none).all()) == 1


def test_the_next_paper_is_read_with_what_two_people_let_stand_of_the_one_before(any_desk: Desk) -> None:
    reader = Reader()
    first = digitised(any_desk, reader)
    digitised(any_desk, reader)
    approved(any_desk, first)
    digitised(any_desk, reader)
    assert reader.told == [(), (), (FORM,)]


def test_all_pages_of_a_scan_are_read_with_the_same_layouts(desk: Desk) -> None:
    reader = Reader()
    approved(desk, digitised(desk, reader))
    digitised(desk, reader, files.tiff(2), "tiff")
    assert reader.told == [(), (FORM,), (FORM,)]


def test_a_new_version_of_the_reader_is_told_nothing_of_the_old_one(desk: Desk) -> None:
    reader = Reader()
    approved(desk, digitised(desk, reader))
    digitised(desk, reader, name="reader 2")
    assert reader.told == [(), ()]


@pytest.mark.parametrize("broken", [{}, [], {"labels": 3}, {"labels": [[]]}, {"labels": [["laqab", "x"]]}])
def test_a_layout_that_nobody_understands_is_left_out_and_told(
    desk: Desk, broken: object, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = Reader()
    spoilt, sound = digitised(desk, reader), digitised(desk, Reader())
    with transaction(desk.sessions) as session:
        of_spoilt = select(DocumentSide.id).join(Page).where(Page.scan_id == spoilt)
        spoil = update(StoredReading).where(StoredReading.side_id.in_(of_spoilt))
        session.execute(spoil.values(layout=broken))
    approved(desk, spoilt)
    approved(desk, sound)
    digitised(desk, reader)
    assert reader.told == [(), (FORM,)]
    assert "layout_not_understood" in capsys.readouterr().out


def test_the_service_s_own_reader_leaves_a_layout_and_takes_it_again(desk: Desk) -> None:
    read_page, name = open_reader(document_types())
    told: list[Sequence[Layout]] = []

    def listens(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        told.append(layouts)
        return read_page(pixels, wanted, layouts)

    for seed in (51, 52):
        sheet = png(draw_document(document_types()[FORM.document_type], FORM.side, seed).image)
        approved(desk, digitised(desk, listens, sheet, name=name), EXTRACT)
    first, _ = kept(desk)
    assert told == [(), (first,)]
    assert len(first.labels) > 5
