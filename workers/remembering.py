"""What the registry keeps of layouts that people have confirmed, as the reader takes it."""

from collections.abc import Mapping
from typing import Any

import structlog

from ocr.extraction.templates import from_json
from ocr.result.reading import Layout
from registry.database.fault_codes import symptom
from registry.database.sessions import snapshot
from registry.readings.confirmed_layouts import confirmed_layouts
from workers.faults import place_of
from workers.toolbox import Toolbox

log = structlog.get_logger(__name__)


def remembered_layouts(tools: Toolbox, office: str) -> tuple[Layout, ...]:
    """The layouts that this reader may rely on for a scan of an office, the newest first.

    One that can't be understood is left out: what that costs is a hint and never a reading.
    """
    with snapshot(tools.sessions) as session:
        kept = confirmed_layouts(session, office, tools.reader)
    understood = (_understood(office, data) for data in kept)
    return tuple(layout for layout in understood if layout is not None)


def _understood(office: str, data: Mapping[str, Any]) -> Layout | None:
    try:
        return from_json(data)
    except ValueError as error:
        log.warning("layout_not_understood", office=office, error=symptom(error), place=place_of(error))
        return None
