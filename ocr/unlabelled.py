"""Values that are printed without a label: told by their shape, and by standing where nothing else claims
them."""

import re
from collections.abc import Mapping

from ocr.layout import Segment, Sheet
from ocr.locate import Located
from ocr.spans import of_run
from ocr.values import typed
from reference.documents import FieldSpec

LEAST_LENGTH = 6


def find_unlabelled(
    sheet: Sheet, fields: Mapping[str, FieldSpec], located: Mapping[str, Located], claimed: frozenset[int]
) -> dict[str, Located]:
    """Fields which are printed without a label, and the segment that fits the pattern of each best."""
    found: dict[str, Located] = {}
    used = set(claimed)
    for key, field in sorted(fields.items(), key=lambda item: -len(item[1].pattern or "")):
        if key in located or field.pattern is None or not _telling(field.pattern):
            continue
        fits = [
            (sheet.segments[index].reading.confidence, index, word)
            for index, segment in enumerate(sheet.segments)
            for word in _words(segment.text)
            if index not in used and re.fullmatch(field.pattern, _shape(field, word))
        ]
        if fits:
            _, best, word = max(fits)
            used.add(best)
            found[key] = _located(key, sheet.segments[best], best, word)
    return found


def _telling(pattern: str) -> bool:
    """Whether a pattern fits long values only, so that it can't pick up any stray number."""
    return not any(re.fullmatch(pattern, "1" * length) for length in range(LEAST_LENGTH))


def _words(text: str) -> list[str]:
    """A text and, when it has several, its words: a number may stand right beside a title."""
    words = text.split()
    return [text] if len(words) == 1 else [text, *words]


def _located(key: str, segment: Segment, index: int, word: str) -> Located:
    """The value in its segment, cut out when other words stand there too."""
    rect = segment.rect
    if word != segment.text:
        rect = of_run(rect, segment.reading.glyphs, str.isalnum if word.isascii() else str.isdigit) or rect
    return Located(key, word, (index,), word != segment.text, rect)


def _shape(field: FieldSpec, text: str) -> str:
    """The text as a value of the field, or nothing when it holds other things as well."""
    value = typed(field, text)
    return value.value if value.fit > 0.75 else ""
