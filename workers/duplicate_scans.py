"""While a scan is still held: is a sheet of it in the house already, at another angle or resolution?

Done when the reading is safe and every mark is written, so that of two workers which read the same sheet at
the same time at least the second finds the first. It stands under the lease of the task and has a budget of
time; what goes wrong or takes too long costs a hint and never a reading.
"""

import time
import uuid
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
import structlog
from numpy.typing import NDArray

from imaging.decode import Pixels
from imaging.likeness import Points, Sight, compare, packed, points_of, unpacked
from imaging.pictures import opened
from registry.database.fault_codes import symptom
from registry.database.sessions import snapshot, transaction
from registry.domain.claims import Claim
from registry.domain.errors import Stale
from registry.readings.duplicate_scans import (
    Comparison,
    Face,
    comparison,
    give_up,
    keep_points,
    link,
    sides_read,
)
from workers.faults import place_of
from workers.heartbeat import Heartbeat
from workers.toolbox import Toolbox

LOOK_SECONDS: Final = 20.0
"""Seconds of processor for all sides of a scan; a card of two sides takes one or two (`bench twins`). Not of
the clock on the wall: on a busy PC a look takes longer and is worth no less."""
log = structlog.get_logger(__name__)


def look_for_duplicates(tools: Toolbox, held: Claim, heartbeat: Heartbeat) -> None:
    """Compare what the registry thinks worth it, and write down which pairs are surely one sheet.

    Gives up after LOOK_SECONDS, as an event. Raises Stale when the task was given to somebody else.
    """
    search, end = _Search(tools), time.process_time() + LOOK_SECONDS
    try:
        with snapshot(tools.sessions) as session:
            sides = sides_read(session, held.scan)
        for done, side in enumerate(sides):
            if not search.finished(side, heartbeat, end):
                with transaction(tools.sessions) as session:
                    give_up(session, held.scan, done, len(sides) - done)
                log.warning("twins_given_up", scan=str(held.scan), compared=done, left=len(sides) - done)
                return
    except Stale:
        raise
    except Exception as error:  # noqa: BLE001 - the reading is safe; the hint is not worth a second reading
        log.warning("twins_not_sought", scan=str(held.scan), error=symptom(error), place=place_of(error))


@dataclass(slots=True)
class _Search:
    """One look for duplicates; each page is looked at once, and each pair compared once."""

    tools: Toolbox
    points: dict[uuid.UUID, Points] = field(default_factory=dict)
    pairs: set[frozenset[uuid.UUID]] = field(default_factory=set)

    def finished(self, side: uuid.UUID, heartbeat: Heartbeat, end: float) -> bool:
        """Compare a side with all that it may be a second picture of; False when time ran out before."""
        if time.process_time() >= end:
            return False
        with snapshot(self.tools.sessions) as session:
            wanted = comparison(session, side)
        if wanted is None:
            return True
        for other in wanted.others:
            pair = frozenset({side, other.side})
            if pair in self.pairs:
                continue
            heartbeat.check()
            if time.process_time() >= end:
                return False
            self.pairs.add(pair)
            self._compare(wanted, other)
        return True

    def _compare(self, wanted: Comparison, other: Face) -> None:
        mine, theirs = (self._sight(face) for face in (wanted.face, other))
        likeness = compare(mine, theirs, _places(wanted.face), _places(other))
        if likeness.same:
            with transaction(self.tools.sessions) as session:
                link(session, wanted.face.side, other.side, likeness.worst)
            log.info("twin_found", side=str(wanted.face.side), twin=str(other.side))

    def _sight(self, face: Face) -> Sight:
        points = self.points.get(face.page)
        if points is None:
            points = self.points[face.page] = self._points(face)
        return Sight(points, partial(_picture, self.tools, face), face.width)

    def _points(self, face: Face) -> Points:
        if face.points is not None:
            return unpacked(self.tools.store.read(face.points))
        points = points_of(_picture(self.tools, face))
        digest = self.tools.store.put(packed(points)).digest
        with transaction(self.tools.sessions) as session:
            keep_points(session, face.page, digest)
        return points


def _picture(tools: Toolbox, face: Face) -> Pixels:
    return opened(tools.store.read(face.picture))


def _places(face: Face) -> list[NDArray[np.float64]]:
    return [np.array(box, np.float64) for box in face.boxes]
