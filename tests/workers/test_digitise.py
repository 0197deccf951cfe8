"""One scan from stored bytes to a reading: what is kept, and what becomes of a scan that can't be read."""

import io
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError, ProgrammingError

from imaging.budget import Budget
from imaging.decode import Pixels
from ocr import Reading
from ocr.result.errors import EngineFailed, EngineMissing
from ocr.result.reading import Layout
from reference.documents import document_types
from registry.database.sessions import snapshot, transaction
from registry.domain.actions import Action
from registry.domain.claims import Death, Due
from registry.domain.errors import BlobMissing, StoreFull
from registry.domain.handover import PageSeen, PagesRead
from registry.domain.states import ScanState, TaskState
from registry.models.documents import Document
from registry.models.readings import ReadValue
from registry.models.scans import Page, Task
from registry.models.trail import Event
from registry.tasks import tasks
from registry.vault.store import FolderStore
from tests.imaging import files
from tests.workers.desk import Desk, page
from tests.workers.stand import reading
from workers.digitise import digitise
from workers.toolbox import ReadPage, Toolbox


def reads(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
    del pixels, layouts
    return [reading(wanted or "national_card")]


def toolbox(desk: Desk, read_page: ReadPage = reads) -> Toolbox:
    types = document_types()
    return Toolbox(desk.sessions, desk.store, types, read_page, "reader 1", Budget(), "test", desk.key_id)


def rung(desk: Desk) -> Due:
    """The one task that is due."""
    with transaction(desk.sessions) as session:
        (due,) = tasks.due(session, 1)
    return due


def digitised(desk: Desk, content: bytes, kind: str = "png", read_page: ReadPage = reads) -> uuid.UUID:
    """A scan that was handed in and given to a worker once."""
    scan = desk.hand_in(content, kind)
    due = rung(desk)
    digitise(toolbox(desk, read_page), due.task, due.attempt)
    return scan


def test_pages_values_and_their_pictures_are_kept(any_desk: Desk) -> None:
    scan = digitised(any_desk, files.tiff(2), "tiff")
    assert any_desk.task(scan).state is TaskState.done
    with snapshot(any_desk.sessions) as session:
        pages = session.scalars(select(Page).where(Page.scan_id == scan).order_by(Page.number)).all()
        values = session.scalars(select(ReadValue)).all()
        assert [(one.width, one.height) for one in pages] == [(300, 200), (301, 200)]
        assert [(value.path, value.value, value.engine) for value in values] == [
            ("given_name", "زينب", "stand 1")
        ] * 2
        pictures = [one.picture or "" for one in pages] + [value.crop or "" for value in values]
    shown = [Image.open(io.BytesIO(any_desk.store.read(digest))) for digest in pictures]
    assert [picture.format for picture in shown] == ["WEBP"] * 4
    assert [picture.size for picture in shown[:2]] == [(300, 200), (301, 200)]
    assert shown[2].size == (80, 30)


def test_boxes_are_in_pixels_of_the_original_however_it_was_decoded(desk: Desk) -> None:
    scan = desk.hand_in(files.jpeg(1200, 800), "jpeg")
    due = rung(desk)
    small = replace(toolbox(desk), budget=Budget(reduce_above_pixels=300_000))
    digitise(small, due.task, due.attempt)
    assert desk.task(scan).state is TaskState.done
    with snapshot(desk.sessions) as session:
        assert session.scalars(select(ReadValue.box)).one() == [[160, 20], [20, 20], [20, 60], [160, 60]]


def test_what_the_clerk_called_the_paper_is_told_to_the_reader(desk: Desk) -> None:
    heard: list[str | None] = []

    def listens(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        heard.append(wanted)
        return reads(pixels, wanted, layouts)

    digitised(desk, page("white"), read_page=listens)
    assert heard == [None]


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"", "jpeg", "empty_file"),
        ("نص".encode(), "jpeg", "not_an_image"),
        (files.locked_pdf(), "pdf", "password_protected"),
        (files.png_claiming(20_000, 20_000), "png", "too_many_pixels"),
        (files.pdf(2_000), "pdf", "too_many_pages"),
        (files.jpeg(2_000, 2_000)[:-3_000], "jpeg", "truncated"),
    ],
)
def test_a_file_that_can_not_be_read_is_set_aside_at_once_for_keying(
    desk: Desk, content: bytes, kind: str, code: str
) -> None:
    scan = digitised(desk, content, kind)
    assert desk.task(scan).state is TaskState.quarantined
    assert desk.scan(scan).fault == code
    with snapshot(desk.sessions) as session:
        assert session.scalars(select(Document.document_type)).all() == ["unknown"]


@pytest.mark.parametrize("error", [ValueError("x"), MemoryError(), EngineFailed("x"), KeyError("زينب")])
def test_what_the_content_causes_counts_and_is_tried_again(desk: Desk, error: Exception) -> None:
    scan = digitised(desk, page("white"), read_page=failing(error))
    task = desk.task(scan)
    assert (task.state, task.content_faults) == (TaskState.waiting, 1)
    assert rung(desk).attempt > task.attempt


@pytest.mark.parametrize(
    "error",
    [
        EngineMissing("x"),
        StoreFull(),
        OSError(5, "x"),
        OperationalError("x", None, Exception()),
        ProgrammingError("x", None, Exception()),
    ],
)
def test_what_the_machinery_causes_counts_for_nothing(desk: Desk, error: Exception) -> None:
    scan = digitised(desk, page("white"), read_page=failing(error))
    task = desk.task(scan)
    assert (task.state, task.content_faults) == (TaskState.running, 0)


def test_bytes_that_the_store_has_lost_are_no_riddle_for_the_worker(desk: Desk) -> None:
    scan = desk.hand_in(page("white"))
    desk.store.remove(desk.scan(scan).digest)
    due = rung(desk)
    digitise(toolbox(desk), due.task, due.attempt)
    assert desk.scan(scan).state is ScanState.quarantined
    assert desk.scan(scan).fault == BlobMissing.code


def test_bytes_missing_in_a_store_that_is_not_the_databases_blame_nobody(desk: Desk, tmp_path: Path) -> None:
    scan = desk.hand_in(page("white"))
    due = rung(desk)
    other = replace(toolbox(desk), store=FolderStore(tmp_path / "elsewhere", bytes(32)))
    assert not digitise(other, due.task, due.attempt)
    assert (desk.task(scan).state, desk.task(scan).content_faults) == (TaskState.running, 0)


def failing(error: Exception) -> ReadPage:
    def read_page(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        raise error

    return read_page


def test_an_attempt_that_is_not_the_newest_does_nothing(any_desk: Desk) -> None:
    scan = any_desk.hand_in(page("white"))
    due = rung(any_desk)
    digitise(toolbox(any_desk), due.task, due.attempt - 1)
    digitise(toolbox(any_desk), due.task, due.attempt + 1)
    assert any_desk.task(scan).state is TaskState.waiting
    digitise(toolbox(any_desk), due.task, due.attempt)
    digitise(toolbox(any_desk), due.task, due.attempt)
    assert any_desk.task(scan).starts == 1
    assert any_desk.readings() == 1


@pytest.mark.parametrize("ends", [reads, failing(ValueError("x"))], ids=["reads", "fails"])
def test_who_was_overtaken_while_reading_writes_nothing(any_desk: Desk, ends: ReadPage) -> None:
    scan = digitised(any_desk, page("white"), read_page=overtaken(any_desk, ends))
    task = any_desk.task(scan)
    assert (task.state, task.content_faults, any_desk.readings()) == (TaskState.waiting, 0, 0)


def overtaken(desk: Desk, then: ReadPage) -> ReadPage:
    """A reader during whose work the lease is lost."""

    def read_page(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        with transaction(desk.sessions) as session:
            session.execute(update(Task).values(lease_until=0.0))
            assert tasks.free_ended(session) == 1
        return then(pixels, wanted, layouts)

    return read_page


def test_the_scan_never_touches_the_disk_in_clear(desk: Desk, tmp_path: Path) -> None:
    content = files.encoded(files.paper(), "PNG")
    during: list[bool] = []

    def looks(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        during.append(any(content in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()))
        return reads(pixels, wanted, layouts)

    digitised(desk, content, read_page=looks)
    assert during == [False]


def test_reading_holds_no_transaction_open(any_desk: Desk) -> None:
    """Somebody else can write while a page is read: on SQLite there is one writer at a time."""
    write: Callable[[], object] = lambda: any_desk.hand_in(page("blue"))  # noqa: E731 - said in one line

    def writes(pixels: Pixels, wanted: str | None, layouts: Sequence[Layout]) -> Sequence[Reading]:
        write()
        return reads(pixels, wanted, layouts)

    digitised(any_desk, page("white"), read_page=writes)
    assert any_desk.states() == {"done": 1, "waiting": 1}


def turn(desk: Desk) -> uuid.UUID:
    """One turn of a worker at the next task; the answer is its scan."""
    due = rung(desk)
    digitise(toolbox(desk), due.task, due.attempt)
    with snapshot(desk.sessions) as session:
        return session.get_one(Task, due.task).scan_id


def test_a_scan_of_many_pages_lets_others_pass_between_its_pages(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.digitise.TURN_SECONDS", 0.0)
    many = any_desk.hand_in(files.tiff(4), "tiff", 4)
    cards = [any_desk.hand_in(page("white") + bytes(number)) for number in range(2)]
    assert turn(any_desk) == many
    assert (any_desk.task(many).state, any_desk.task(many).pages_read) == (TaskState.waiting, 1)
    assert any_desk.scan(many).state is ScanState.reading
    assert [turn(any_desk), turn(any_desk), turn(any_desk)] == [*cards, many]
    assert any_desk.states() == {"done": 3}
    with snapshot(any_desk.sessions) as session:
        numbers = session.scalars(select(Page.number).where(Page.scan_id == many).order_by(Page.number)).all()
        read = session.scalars(select(Event).where(Event.action == Action.scan_read.value)).all()
    assert (numbers, any_desk.readings(), len(read)) == ([0, 1, 2, 3], 6, 3)


def test_a_scan_of_many_pages_is_read_in_one_turn_where_nobody_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.digitise.TURN_SECONDS", 0.0)
    scan = digitised(desk, files.tiff(4), "tiff")
    assert (desk.task(scan).state, desk.task(scan).starts) == (TaskState.done, 1)


def test_a_worker_that_dies_after_the_reading_was_kept_has_read_the_scan(any_desk: Desk) -> None:
    scan = any_desk.hand_in(page("white"))
    due = rung(any_desk)
    with transaction(any_desk.sessions) as session:
        held = tasks.claim(session, due.task, due.attempt, "worker-1")
        assert held is not None
    with transaction(any_desk.sessions) as session:
        tasks.complete(session, held, PagesRead((PageSeen(0, 10, 10, "0" * 64),), ()), hold=True)
    assert any_desk.states() == {"running": 1}
    with transaction(any_desk.sessions) as session:
        assert tasks.free_dead(session, "worker-1", Death.itself) == 1
    task = any_desk.task(scan)
    assert (task.state, task.content_faults, any_desk.scan(scan).state) == (TaskState.done, 0, ScanState.read)
