"""Checks an exported trail offline: from its files alone, and from what the auditor knows from before."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.audit import archive
from registry.audit.archive import Continued, EventProof, number_in
from registry.audit.checkpoint import Checkpoint, code_of, noted_code
from registry.audit.faults import Fault, Finding
from registry.audit.manifest import Manifest, print_of
from registry.audit.merkle import is_consistent, leaf_hash, root_from_inclusion
from registry.audit.notes import Verifier, opened
from registry.audit.walking import Walk, walk
from registry.domain.errors import NoteRefused

# Why a note is refused, where that is a fault of its own; anything else is a broken checkpoint.
REFUSALS: Final = {"foreign": Fault.foreign, "key_mismatch": Fault.key_mismatch}


@dataclass(frozen=True, slots=True)
class Known:
    """What the auditor has from elsewhere: the key, a checkpoint's note, a code written down by hand."""

    key: Verifier | None = None
    checkpoint: str | None = None
    code: str | None = None

    def __bool__(self) -> bool:
        """Whether anything at all is known that the export's maker could not have made up."""
        return self.key is not None or self.checkpoint is not None or self.code is not None


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at: events found whole, checkpoints, the newest one, the key, and all that is wrong."""

    events: int
    checkpoints: int
    checkpoint: Checkpoint | None
    key: str | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every proof holds."""
        return not self.findings


def verify_export(folder: Path, known: Known) -> Report:
    """Check an export in every way there is; what is found wrong with events stands first.

    Raises `NoteRefused` when what is known from elsewhere can't be read, and OSError.
    """
    code = noted_code(known.code) if known.code else None
    problems: list[Finding] = []
    verifier = _key(folder, known, problems)
    newest = _checkpoint(_text(folder / archive.CHECKPOINT), verifier, archive.CHECKPOINT, problems)
    earlier = list(_earlier(folder, verifier, problems))
    noted = _checkpoint(known.checkpoint, verifier, "", problems) if known.checkpoint else None
    points = [point for point in (newest, noted, *(point for point, _ in earlier)) if point is not None]
    sizes = {point.size for point in points} | ({code[0]} if code else set())
    walked = walk(folder / archive.EVENTS, folder / archive.HASHES, sizes, newest.size if newest else None)
    findings = [
        *([walked.finding] if walked.finding else []),
        *_roots(points, walked),
        *problems,
        *_consistency(earlier, newest),
        *_beyond(noted.size if noted else None, newest),
        *_code(code, walked, newest),
        *_files(folder, verifier),
    ]
    return Report(walked.size, len(points), newest, str(verifier) if verifier else None, tuple(findings))


def verify_proof(content: bytes, known: Known) -> Report:
    """Check the file of a single event's proof. Raises `NoteRefused` when it, or what is known, is none."""
    proof = EventProof.parsed(content)
    problems: list[Finding] = []
    verifier = _same_key(_parsed(proof.key, problems), known, problems)
    point = _checkpoint(proof.note, verifier, "", problems)
    findings = list(problems)
    if number_in(proof.leaf) != proof.number:
        findings.insert(0, Finding(Fault.event_moved, {"number": proof.number}))
    if point is not None:
        leaf, index = leaf_hash(proof.leaf), proof.number - 1
        if root_from_inclusion(leaf, index, point.size, proof.path) != point.root:
            findings.insert(0, Finding(Fault.inclusion, {"number": proof.number, "size": point.size}))
        noted = _checkpoint(known.checkpoint, verifier, "", findings) if known.checkpoint else None
        same = noted is not None and noted.size == point.size
        if noted is not None and same and noted.root != point.root:
            findings.append(Finding(Fault.noted, {"size": point.size}))
        code = noted_code(known.code) if known.code else None
        if code is not None and code[0] == point.size and code[1] != code_of(point.root):
            findings.append(Finding(Fault.noted, {"size": point.size}))
    return Report(1, 1 if point else 0, point, str(verifier) if verifier else None, tuple(findings))


def _key(folder: Path, known: Known, problems: list[Finding]) -> Verifier | None:
    return _same_key(_parsed(_text(folder / archive.KEY) or "", problems), known, problems)


def _parsed(text: str, problems: list[Finding]) -> Verifier | None:
    try:
        verifier = Verifier.parsed(text)
    except NoteRefused:
        problems.append(Finding(Fault.key))
        return None
    return verifier


def _same_key(found: Verifier | None, known: Known, problems: list[Finding]) -> Verifier | None:
    if known.key is None:
        return found
    if found is not None and found != known.key:
        problems.append(Finding(Fault.key_mismatch))
    return known.key


def _checkpoint(
    note: str | None, verifier: Verifier | None, file: str, problems: list[Finding]
) -> Checkpoint | None:
    """The checkpoint of a note; what is wrong with it joins the problems."""
    if verifier is None:
        return None
    try:
        point = Checkpoint.parsed(opened(note or "", verifier))
    except NoteRefused as error:
        fault = REFUSALS.get(str(error.params["problem"]), Fault.checkpoint)
        problems.append(Finding(fault, {"file": file}))
        return None
    if point.origin != verifier.name:
        problems.append(Finding(Fault.foreign, {"file": file}))
        return None
    return point


def _earlier(
    folder: Path, verifier: Verifier | None, problems: list[Finding]
) -> Iterator[tuple[Checkpoint, Continued]]:
    file = folder / archive.CHECKPOINTS
    if not file.is_file():
        return
    for line in file.read_bytes().splitlines():
        try:
            continued = Continued.parsed(line)
        except NoteRefused:
            problems.append(Finding(Fault.checkpoint, {"file": archive.CHECKPOINTS}))
            continue
        point = _checkpoint(continued.note, verifier, archive.CHECKPOINTS, problems)
        if point is not None:
            yield point, continued


def _roots(points: list[Checkpoint], walked: Walk) -> Iterator[Finding]:
    """Checkpoints that the events don't lead to; the fault lies after the last one that they do lead to."""
    known = [point for point in points if point.size in walked.roots]
    good = [point.size for point in known if walked.roots[point.size] == point.root]
    bad = [point.size for point in known if walked.roots[point.size] != point.root]
    if bad:
        first = min(bad)
        after = max((size for size in good if size < first), default=0)
        yield Finding(Fault.root, {"number": after + 1, "last": first})


def _consistency(earlier: list[tuple[Checkpoint, Continued]], newest: Checkpoint | None) -> Iterator[Finding]:
    if newest is None:
        return
    for point, continued in earlier:
        roots = (point.root, newest.root)
        if point.size > newest.size or not is_consistent(point.size, newest.size, roots, continued.path):
            yield Finding(Fault.consistency, {"size": point.size})


def _beyond(noted: int | None, newest: Checkpoint | None) -> Iterator[Finding]:
    """A trail shorter than one that was seen before has lost its end."""
    if noted is not None and newest is not None and noted > newest.size:
        yield Finding(Fault.noted_newer, {"size": noted, "last": newest.size})


def _code(code: tuple[int, str] | None, walked: Walk, newest: Checkpoint | None) -> Iterator[Finding]:
    if code is None:
        return
    size, signs = code
    yield from _beyond(size, newest)
    if size in walked.roots and code_of(walked.roots[size]) != signs:
        yield Finding(Fault.noted, {"size": size})


def _files(folder: Path, verifier: Verifier | None) -> Iterator[Finding]:
    there = {path.name for path in folder.iterdir()}
    wanted = {*archive.LISTED, archive.MANIFEST}
    yield from (Finding(Fault.file_missing, {"file": name}) for name in sorted(wanted - there))
    added = there - wanted - {archive.VERIFIER}
    yield from (Finding(Fault.file_unexpected, {"file": name}) for name in sorted(added))
    note = _text(folder / archive.MANIFEST)
    if verifier is None or archive.MANIFEST not in there:
        return
    try:
        manifest = Manifest.read(note or "", archive.HEADING, verifier)
    except NoteRefused:
        yield Finding(Fault.manifest)
        return
    for name in (*archive.LISTED, archive.VERIFIER):
        if name in there and print_of(folder / name) != manifest.files.get(name):
            yield Finding(Fault.file_changed, {"file": name})


def _text(file: Path) -> str | None:
    """The text of a file; None when it is none or not there."""
    try:
        return file.read_bytes().decode()
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return None
