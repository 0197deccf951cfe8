"""A scanner's folder, looked at again and again: only files that have stood still are taken."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cli.handing import Bundle, bundles
from cli.papers import papers
from cli.sent import Stamp, stamp_of

LOOK_SECONDS: Final = 2.0
"""Seconds between two looks; a file that kept length and time from one to the next is written to its end."""


@dataclass(slots=True)
class Watch:
    """Looks at paths. `is_done` says of a file whether it was handed in before; `last` is the look before."""

    paths: Sequence[Path]
    is_done: Callable[[Path], bool]
    last: dict[Path, Stamp] = field(default_factory=dict)

    def look(self) -> Iterator[Bundle]:
        """The bundles of which some file is new, all files stand still, and none is empty."""
        now: dict[Path, Stamp] = {}
        ready = []
        for bundle in bundles(papers(self.paths)):
            stamps = {file: stamp for file in bundle.files if (stamp := _stamp(file)) is not None}
            now |= stamps
            still = all(self.last.get(file) == stamp and stamp[1] > 0 for file, stamp in stamps.items())
            if still and stamps and not all(self.is_done(file) for file in stamps):
                ready.append(Bundle(tuple(stamps)))
        self.last = now
        yield from ready


def _stamp(file: Path) -> Stamp | None:
    """The stamp of a file, None when it has gone meanwhile."""
    try:
        return stamp_of(file)
    except OSError:
        return None
