"""Files from folders into the register: looked at, stored, received; what is there already stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cli.house import House
from cli.papers import Found, Refusal, refusal_of, shown_name
from imaging.errors import ImagingError
from imaging.probe import Probe, probe
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.intake.scans import NewScan, ScanView, receive


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that belong together, in one case: those of one sub-folder, or a single file."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one file: a scan, or why it was refused."""

    file: Path
    scan: ScanView | None = None
    refusal: Refusal | None = None


def bundles(found: Found) -> tuple[Bundle, ...]:
    """The papers found, in the order of names: a sub-folder's are one case, each other one is its own."""
    by_folder: dict[Path | None, list[Path]] = {}
    for file in found.papers:
        by_folder.setdefault(None if file in found.loose else file.parent, []).append(file)
    loose = [Bundle((file,)) for file in by_folder.pop(None, [])]
    return (*loose, *(Bundle(tuple(files)) for files in by_folder.values()))


def hand_in(house: House, actor: Actor, bundle: Bundle, case: UUID | None = None) -> Iterator[Handed]:
    """Hand a bundle's files in, one by one, in the case named, else in one of their own.

    Such a case is named by its first file's content: handing the same bundle in again, after a power cut or
    by mistake, finds the same case and the same scans. Raises `NotAllowed`, `StoreFull`, `StoreBroken`.
    """
    key: str | None = None
    for file in bundle.files:
        try:
            seen = probe(file)
        except (ImagingError, OSError) as error:
            yield Handed(file, refusal=refusal_of(error))
            continue
        new = _stored(house, file, seen)
        key = key or f"intake-{new.digest}"
        with transaction(house.sessions) as session:
            scan = receive(session, actor, case, new, key)
        case = scan.case
        yield Handed(file, scan)


def _stored(house: House, file: Path, seen: Probe) -> NewScan:
    with file.open("rb") as content:
        blob = house.store.put(content)
    return NewScan(
        digest=blob.digest,
        length=blob.length,
        kind=seen.kind.value,
        pages=seen.pages,
        file_name=shown_name(Path(file.name)),
    )
