"""What a file is, by its content: kind, pages and their sizes, without decoding a pixel."""

from collections.abc import Mapping
from dataclasses import dataclass

from imaging.budget import Budget
from imaging.child import PROBE
from imaging.errors import DecoderCrashed
from imaging.kinds import FileKind
from imaging.sandbox import Sandbox, Source

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Probe:
    """A file that can be taken: its kind and the width and height in pixels of each page, as shown."""

    kind: FileKind
    sizes: tuple[Size, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)


def probe(source: Source, budget: Budget | None = None) -> Probe:
    """Look at a file in a sandboxed child (about 50 ms).

    Raises an ImagingError that names why the file can't be taken; OSError when it can't be opened at all.
    """
    limits = budget or Budget()
    with Sandbox(source, PROBE, limits) as child:
        return understood(child.line(), limits)


def understood(line: Mapping[str, object], budget: Budget) -> Probe:
    """The child's first line as a value. Raises DecoderCrashed for a line that no honest child writes."""
    kind, sizes = line.get("kind"), line.get("sizes")
    if kind not in set(FileKind) or not isinstance(sizes, list):
        raise DecoderCrashed({"status": 0})
    found = Probe(FileKind(str(kind)), tuple(size_of(size) for size in sizes))
    budget.check(found.sizes)
    return found


def size_of(value: object) -> Size:
    """A width and a height from the child. Raises DecoderCrashed for anything else."""
    match value:
        case [int(width), int(height)] if width > 0 and height > 0:
            return width, height
    raise DecoderCrashed({"status": 0})
