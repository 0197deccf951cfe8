"""A whole legacy list into the register: chunk by chunk, each its own transaction, so that it can go on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database.clock import civil_day
from registry.database.sessions import Sessions, surroundings, transaction
from registry.domain.access import Actor
from registry.domain.errors import BatchThere, IllegalMove, ListHeld, Stale
from registry.importing.batches import (
    UNFINISHED,
    Beginning,
    begin_batch,
    check_office,
    check_same,
    finish_batch,
    known_batch,
)
from registry.importing.decoding import Source
from registry.importing.lines import LegacyPerson, Manner, Refusal, read_line
from registry.importing.listing import Listing, open_listing
from registry.importing.mapping import Order
from registry.importing.rows import Row
from registry.importing.survey import Survey, survey
from registry.importing.writing import Writer
from registry.models.batches import BatchState, ImportBatch
from registry.models.records import Record
from registry.search.among import among, texts

CHUNK: Final = 5_000
"""Rows that are written in one transaction: an import that stops loses no more work."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: lines looked at, those kept, and the refusals of the last chunk."""

    lines: int
    kept: int
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file. `batch` is None for a dry run; `resumed` counts lines an earlier run took."""

    batch: str | None
    lines: int
    kept: int
    refused: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of an import besides its file.

    `mapping` says what the columns of a list with other names are (`registry.importing.mapping`), `order` how
    dates with the year last are written, `batch` which unfinished batch is gone on with, `name` what a list
    is called that lies on no disk. A rehearsal (`dry_run`) writes nothing.
    """

    mapping: Path | None = None
    order: Order | None = None
    batch: UUID | None = None
    name: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A list, and how it is written."""

    listing: Listing
    manner: Manner

    def read(self, row: Row, today: str) -> LegacyPerson | Refusal:
        """The person of a row, or why it is refused; `today` is the law's day."""
        return read_line(self.listing, row, self.manner, today)


def import_people(
    sessions: Sessions,
    actor: Actor,
    file: Path | Source,
    office: str,
    tell: Callable[[Progress], None],
    wish: Wish = Wish(),
) -> Report:
    """Bring a legacy list in as one batch, `tell` called after each chunk. Refused lines stop nothing.

    A second run on the same file after a power cut goes on where the first one ended. Raises `InvalidValue`
    for a header or an encoding that can't be understood, `ListHeld` when dates of the list prove that the
    month stands first and nobody has said so, `NotFound`, `NotAllowed`, `BatchThere` for a file that is in
    already, `Stale` when another run goes on with the same batch, `IllegalMove` when it was withdrawn.
    """
    with transaction(sessions) as session:
        check_office(session, actor, office)
    listing = open_listing(file, wish.mapping, wish.name)
    seen = survey(listing)
    if wish.dry_run:
        return _rehearse(sessions, office, listing, seen, wish.order, tell)
    with transaction(sessions) as session:
        if wish.batch is not None:
            check_same(session, actor, wish.batch, listing)
        batch = begin_batch(session, actor, office, Beginning(listing, seen, wish.order))
        writer = Writer(batch.id, office, actor.id)
        resumed, order = batch.lines, batch.date_order
    if batch.state is BatchState.held:
        raise ListHeld(_evidence(seen, batch.id))
    reader = Reader(listing, Manner(Order(order) if order else None, seen.visual))
    done = resumed
    for chunk in _chunks(listing.table.rows(after=resumed)):
        progress = _take(sessions, reader, writer, chunk, done)
        done = progress.lines
        tell(progress)
    with transaction(sessions) as session:
        finish_batch(session, actor, writer.batch)
        batch = session.get_one(ImportBatch, writer.batch)
        return Report(str(batch.id), batch.lines, batch.kept, batch.refused, resumed)


def _take(sessions: Sessions, reader: Reader, writer: Writer, chunk: Sequence[Row], done: int) -> Progress:
    """One chunk in one transaction, with how far the batch is now; `done`: how far this run brought it."""
    with transaction(sessions) as session:
        batch = session.get_one(ImportBatch, writer.batch, with_for_update=True)
        if batch.state is not BatchState.loading:
            raise IllegalMove({"from": batch.state.value, "to": BatchState.waiting.value})
        if batch.lines != done:
            raise Stale({"kind": "batch"})
        now = surroundings(session).clock.now(session)
        kept, refusals = sort_out(session, reader, writer.office, chunk, civil_day(now))
        if kept:
            writer.write(session, kept, now)
        batch.lines = chunk[-1].line
        batch.kept += len(kept)
        batch.refused += len(refusals)
        return Progress(batch.lines, batch.kept, tuple(refusals))


def _rehearse(
    sessions: Sessions,
    office: str,
    listing: Listing,
    seen: Survey,
    order: Order | None,
    tell: Callable[[Progress], None],
) -> Report:
    """Do all that an import does but write: also say what would stop it."""
    with transaction(sessions) as session:
        known = known_batch(session, office, listing)
        if known is not None and known.state not in UNFINISHED:
            raise BatchThere({"kind": "batch", "id": str(known.id)})
    if seen.month_first and order is None:
        raise ListHeld(_evidence(seen))
    reader = Reader(listing, Manner(order, seen.visual))
    lines = kept = refused = 0
    taken: set[str] = set()
    for chunk in _chunks(listing.table.rows()):
        with transaction(sessions) as session:
            today = civil_day(surroundings(session).clock.now(session))
            good, refusals = sort_out(session, reader, office, chunk, today, taken)
        lines, kept, refused = chunk[-1].line, kept + len(good), refused + len(refusals)
        tell(Progress(lines, kept, tuple(refusals)))
    return Report(None, lines, kept, refused, 0)


def _evidence(seen: Survey, batch: UUID | None = None) -> dict[str, str | int]:
    told: dict[str, str | int] = {"month_first": seen.month_first, "day_first": seen.day_first}
    return {**told, "batch": str(batch)} if batch is not None else told


def sort_out(
    session: Session,
    reader: Reader,
    office: str,
    chunk: Sequence[Row],
    today: date,
    seen: set[str] | None = None,
) -> tuple[list[LegacyPerson], list[Refusal]]:
    """Tell the lines that can be taken from those that can't; an `external_id` is taken once an office."""
    day = today.strftime("%Y/%m/%d")
    read = [reader.read(row, day) for row in chunk]
    people = [one for one in read if isinstance(one, LegacyPerson)]
    refusals = [one for one in read if isinstance(one, Refusal)]
    taken = _taken(session, office, [one.external_id for one in people if one.external_id]) | (seen or set())
    kept: list[LegacyPerson] = []
    for one in people:
        if one.external_id in taken:
            refusals.append(Refusal(one.line, "external_id", "taken"))
            continue
        if one.external_id:
            taken.add(one.external_id)
        kept.append(one)
    if seen is not None:
        seen |= taken
    return kept, sorted(refusals, key=lambda refusal: refusal.line)


def _taken(session: Session, office: str, wanted: Sequence[str]) -> set[str]:
    query = select(Record.external_id).where(
        Record.office_code == office, among(Record.external_id, texts("wanted"))
    )
    return {known for known in session.scalars(query, {"wanted": list(wanted)}) if known}


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
