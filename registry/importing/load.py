"""A whole legacy list into the register: chunk by chunk, each its own transaction, so that it can go on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Act, Actor, require
from registry.db import Sessions, surroundings, transaction
from registry.importing.batches import begin_batch, finish_batch
from registry.importing.lines import LegacyPerson, Refusal, read_line
from registry.importing.listing import Listing, open_listing
from registry.importing.writing import Writer
from registry.models.batches import ImportBatch
from registry.models.records import Record
from registry.search.among import among, texts

CHUNK: Final = 5_000

Line = tuple[int, list[str]]


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


def import_people(
    sessions: Sessions,
    actor: Actor,
    path: Path,
    office: str,
    tell: Callable[[Progress], None],
    *,
    mapping: Path | None = None,
    dry_run: bool = False,
) -> Report:
    """Bring a legacy list in as one batch, `tell` called after each chunk. Refused lines stop nothing.

    `mapping` says what the columns of a list with other names are (`registry.importing.mapping`).
    A second run on the same file after a power cut goes on where the first one ended; `dry_run` writes
    nothing. Raises `InvalidValue` for a header that can't be understood, `NotFound`, `NotAllowed`,
    `AlreadyThere` for a file that is in already.
    """
    listing = open_listing(path, mapping)
    require(actor, Act.import_people, office)
    if dry_run:
        return _rehearse(sessions, listing, office, tell)
    with transaction(sessions) as session:
        batch = begin_batch(session, actor, office, listing)
        writer = Writer(batch.id, office, actor.id)
        resumed = batch.lines
    for chunk in _chunks(listing.lines(after=resumed)):
        tell(_take(sessions, listing, writer, chunk))
    with transaction(sessions) as session:
        finish_batch(session, actor, writer.batch)
        done = session.get_one(ImportBatch, writer.batch)
        return Report(str(done.id), done.lines, done.kept, done.refused, resumed)


def _take(sessions: Sessions, listing: Listing, writer: Writer, chunk: Sequence[Line]) -> Progress:
    """One chunk in one transaction, with how far the batch is now."""
    with transaction(sessions) as session:
        now = surroundings(session).clock.now(session)
        kept, refusals = sort_out(session, listing, writer.office, chunk, now.date())
        if kept:
            writer.write(session, kept, now)
        batch = session.get_one(ImportBatch, writer.batch)
        batch.lines = chunk[-1][0]
        batch.kept += len(kept)
        batch.refused += len(refusals)
        return Progress(batch.lines, batch.kept, tuple(refusals))


def _rehearse(sessions: Sessions, listing: Listing, office: str, tell: Callable[[Progress], None]) -> Report:
    lines = kept = refused = 0
    seen: set[str] = set()
    for chunk in _chunks(listing.lines()):
        with transaction(sessions) as session:
            today = surroundings(session).clock.now(session).date()
            good, refusals = sort_out(session, listing, office, chunk, today, seen)
        lines, kept, refused = chunk[-1][0], kept + len(good), refused + len(refusals)
        tell(Progress(lines, kept, tuple(refusals)))
    return Report(None, lines, kept, refused, 0)


def sort_out(
    session: Session,
    listing: Listing,
    office: str,
    chunk: Sequence[Line],
    today: date,
    seen: set[str] | None = None,
) -> tuple[list[LegacyPerson], list[Refusal]]:
    """Tell the lines that can be taken from those that can't; an `external_id` is taken once an office."""
    read = [read_line(listing, number, cells, today) for number, cells in chunk]
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


def _chunks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while chunk := list(islice(lines, CHUNK)):
        yield chunk
