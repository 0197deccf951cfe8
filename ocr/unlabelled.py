"""Values that are printed without a label: told by their shape, and by standing where nothing else claims
them."""

import re
from collections.abc import Mapping

from ocr.layout import Sheet
from ocr.locate import Located
from ocr.values import typed
from reference.documents import FieldSpec


def find_unlabelled(
    sheet: Sheet, fields: Mapping[str, FieldSpec], located: Mapping[str, Located], claimed: frozenset[int]
) -> dict[str, Located]:
    """Fields which are printed without a label, and the segment that fits the pattern of each best."""
    found: dict[str, Located] = {}
    used = set(claimed)
    for key, field in sorted(fields.items(), key=lambda item: -len(item[1].pattern or "")):
        if key in located or field.pattern is None or field.labels:
            continue
        fits = [
            index
            for index, segment in enumerate(sheet.segments)
            if index not in used and re.fullmatch(field.pattern, _shape(field, segment.text))
        ]
        if fits:
            best = max(fits, key=lambda index: sheet.segments[index].reading.confidence)
            used.add(best)
            found[key] = Located(key, sheet.segments[best].text, (best,), False, sheet.segments[best].rect)
    return found


def _shape(field: FieldSpec, text: str) -> str:
    """The text as a value of the field, or nothing when it holds other things as well."""
    value = typed(field, text)
    return value.value if value.fit > 0.75 else ""
