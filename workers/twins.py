"""After a scan was read: is a sheet of it in the house already, at another angle or resolution?

Done when the reading is safe and every mark is written, so that of two workers which read the same sheet at
the same time at least the second finds the first. What goes wrong here costs a hint and never a reading.
"""

import uuid

import numpy as np
import structlog
from numpy.typing import NDArray

from imaging.likeness import Sight, compare, look
from imaging.pictures import opened
from registry.db import snapshot, transaction
from registry.symptoms import symptom
from registry.twins import Comparison, Face, comparisons, link
from workers.faults import place_of
from workers.toolbox import Toolbox

log = structlog.get_logger(__name__)


def look_for_twins(tools: Toolbox, scan: uuid.UUID) -> None:
    """Compare what the registry thinks worth it, and write down which pairs are surely one sheet."""
    try:
        with snapshot(tools.sessions) as session:
            wanted = comparisons(session, scan)
        for comparison in wanted:
            _compare(tools, comparison)
    except Exception as error:  # noqa: BLE001 - the reading is safe; the hint is not worth a second reading
        log.warning("twins_not_sought", scan=str(scan), error=symptom(error), place=place_of(error))


def _compare(tools: Toolbox, comparison: Comparison) -> None:
    sight = _sight(tools, comparison.face)
    for other in comparison.others:
        likeness = compare(sight, _sight(tools, other), _places(comparison.face), _places(other))
        if likeness.same:
            with transaction(tools.sessions) as session:
                link(session, comparison.face.side, other.side, likeness.worst)
            log.info("twin_found", side=str(comparison.face.side), twin=str(other.side))


def _sight(tools: Toolbox, face: Face) -> Sight:
    return look(opened(tools.store.read(face.picture)), face.width)


def _places(face: Face) -> list[NDArray[np.float64]]:
    return [np.array(box, np.float64) for box in face.boxes]
