"""Readings as JSON, in the shape that `GET /api/v1/scans/{id}/reading` has, too."""

from pathlib import Path
from typing import Any

from cli.papers import Refusal, shown_name
from cli.reading.reader import PageTables, ReadLine
from messages import Catalogue
from ocr.geometry import Rect
from registry.domain.handover import MrzRead, PaperRead, ValueRead
from registry.rules.finding import Finding
from workers.assess import Assessment

Json = dict[str, Any]


def reading(file: Path, assessment: Assessment, words: Catalogue) -> Json:
    """One side of one paper."""
    paper = assessment.paper
    answer: Json = {
        "file": shown_name(file),
        "page": paper.page,
        "document_type": paper.document_type,
        "side": paper.side,
        "part": paper.part,
        "type_confidence": paper.type_confidence,
        "quality": {"usable": paper.usable, "advice": list(paper.advice)},
        "fields": [value(read) for read in paper.fields if not is_cell(read)],
        "rows": rows(paper),
        "findings": [finding(found, words) for found in assessment.findings],
        "steps": [{"name": step.name, "ms": step.ms} for step in paper.steps],
        "seconds": paper.seconds,
    }
    return answer | {"mrz": zone(paper.mrz)} if paper.mrz else answer


def value(read: ValueRead) -> Json:
    """One value; its key is the last step of its path."""
    return {
        "key": read.path.rpartition(".")[2],
        "value": read.value,
        "raw": read.raw,
        "confidence": read.confidence,
        "decision": read.decision,
        "doubts": list(read.doubts),
        "box": [[round(x, 1), round(y, 1)] for x, y in read.box] if read.box else None,
        "engine": read.engine,
        "alternatives": [list(other) for other in read.alternatives],
    }


def is_cell(read: ValueRead) -> bool:
    """Whether a value belongs to a table: its path is `rows.NUMBER.COLUMN`."""
    return read.path.startswith("rows.")


def rows(paper: PaperRead) -> list[Json]:
    """The table's rows, each cell by its column; row 2 stays at place 2 also when row 1 holds nothing."""
    found: dict[int, Json] = {}
    for read in filter(is_cell, paper.fields):
        _, number, column = read.path.split(".")
        found.setdefault(int(number), {})[column] = value(read)
    return [found.get(number, {}) for number in range(max(found, default=-1) + 1)]


def finding(found: Finding, words: Catalogue) -> Json:
    """What a rule found, in words."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "fields": list(found.fields),
        "message": words.say(f"finding.{found.rule}", found.params),
    }


def zone(mrz: MrzRead) -> Json:
    """A machine-readable zone with its check digits."""
    return {
        "format": mrz.format,
        "lines": list(mrz.lines),
        "checks": dict(mrz.checks),
        "verified": mrz.verified,
    }


def line(file: Path, read: ReadLine) -> Json:
    """A picture of one line."""
    return {
        "file": shown_name(file),
        "text": read.text,
        "confidence": round(read.confidence, 4),
        "decision": read.decision.value,
    }


def tables(file: Path, page: PageTables) -> Json:
    """The shape of the tables of one page."""
    return {
        "file": shown_name(file),
        "page": page.page,
        "tables": [
            {
                "columns": [corners(column) for column in table.columns],
                "header": corners(table.header) if table.header else None,
                "rows": [round(row, 1) for row in table.rows],
            }
            for table in page.tables
        ],
    }


def corners(rect: Rect) -> list[float]:
    """A box as its left, top, right and bottom."""
    return [round(side, 1) for side in (rect.left, rect.top, rect.right, rect.bottom)]


def refusal(file: Path, why: Refusal, words: Catalogue) -> Json:
    """A file that could not be read."""
    message = words.say(f"error.{why.code}", why.params)
    return {"file": shown_name(file), "error": {"code": why.code, "message": message}}
