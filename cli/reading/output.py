"""Where readings go: JSON for programs, tables for people; pictures as evidence if wanted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from rich.table import Table

from api.labels import label_at, side_name, type_name
from cli.papers import Refusal, shown_name
from cli.reading import as_json, evidence
from cli.reading.reader import PageTables, ReadLine, ReadPart
from cli.terminal import Terminal
from ocr.table_structure.shape import TableShape
from reference.documents import DocumentType

STYLES: Final[Mapping[str, str]] = {"accepted": "green", "review": "yellow", "unreadable": "red"}


class Output(Protocol):
    """What becomes of each reading."""

    def paper(self, file: Path, part: ReadPart) -> None:
        """One paper on one page."""
        ...

    def line(self, file: Path, read: ReadLine) -> None:
        """A picture of one line."""
        ...

    def tables(self, file: Path, page: PageTables) -> None:
        """The tables of one page."""
        ...

    def refusal(self, file: Path, why: Refusal) -> None:
        """A file that could not be read."""
        ...


@dataclass(frozen=True, slots=True)
class JsonOutput:
    """One object a line on stdout, and nothing else there."""

    terminal: Terminal
    evidence: Path | None

    def paper(self, file: Path, part: ReadPart) -> None:
        if self.evidence:
            evidence.save(self.evidence, file, part)
        self._print(as_json.reading(file, part.assessment, self.terminal.words))

    def line(self, file: Path, read: ReadLine) -> None:
        self._print(as_json.line(file, read))

    def tables(self, file: Path, page: PageTables) -> None:
        self._print(as_json.tables(file, page))

    def refusal(self, file: Path, why: Refusal) -> None:
        self._print(as_json.refusal(file, why, self.terminal.words))

    def _print(self, answer: dict[str, Any]) -> None:
        print(json.dumps(answer, ensure_ascii=False), flush=True)


@dataclass(frozen=True, slots=True)
class TableOutput:
    """A table a paper, what the rules say of it, and how to scan it better."""

    terminal: Terminal
    types: Mapping[str, DocumentType]
    evidence: Path | None

    def paper(self, file: Path, part: ReadPart) -> None:
        if self.evidence:
            evidence.save(self.evidence, file, part)
        paper, tell = part.assessment.paper, self.terminal.tell
        self.terminal.out.print(self._title(file, part), style="bold", markup=False, soft_wrap=True)
        self.terminal.out.print(self._values(part))
        for found in part.assessment.findings:
            tell(f"finding.{found.rule}", style="red", **found.params)
        for advice in paper.advice:
            tell(f"advice.{advice}", style="yellow")
        if paper.mrz is not None:
            code, style = ("verified", "green") if paper.mrz.verified else ("doubtful", "yellow")
            tell(f"cli.read.mrz-{code}", style=style, format=paper.mrz.format)

    def line(self, file: Path, read: ReadLine) -> None:
        text = self.terminal.shown(read.text or "—")
        answer = f"{shown_name(file)}  {text}  {read.confidence:.0%}"
        self.terminal.out.print(answer, style=STYLES[read.decision], markup=False)

    def tables(self, file: Path, page: PageTables) -> None:
        title = f"{shown_name(file)} · {page.page + 1}"
        self.terminal.out.print(title, style="bold", markup=False, soft_wrap=True)
        if not page.tables:
            self.terminal.tell("cli.read.no-table", style="yellow")
        for shape in page.tables:
            code = "cli.read.table-shape" if shape.header else "cli.read.table-bare"
            self.terminal.tell(code, columns=len(shape.columns), rows=len(shape.rows))
            self.terminal.out.print(self._extents(shape))

    def refusal(self, file: Path, why: Refusal) -> None:
        self.terminal.err.print(shown_name(file), style="bold red", markup=False, soft_wrap=True)
        self.terminal.refuse(why.code, why.params)

    def _title(self, file: Path, part: ReadPart) -> str:
        paper, shown, words = part.assessment.paper, self.terminal.shown, self.terminal.words
        kind, side = type_name(self.types, words, paper.document_type), side_name(paper.side, words)
        sure = f"{paper.type_confidence:.0%}"
        return " · ".join((shown_name(file), str(paper.page + 1), shown(kind), shown(side), sure))

    def _extents(self, shape: TableShape) -> Table:
        """Where each column stands, in pixels of the original, from the left."""
        table = Table()
        for heading in ("cli.read.column", "cli.read.from-left", "cli.read.to-right"):
            table.add_column(self.terminal.phrase(heading))
        for number, column in enumerate(shape.columns, start=1):
            table.add_row(str(number), f"{column.left:.0f}", f"{column.right:.0f}")
        return table

    def _values(self, part: ReadPart) -> Table:
        paper, shown, words = part.assessment.paper, self.terminal.shown, self.terminal.words
        table = Table()
        for heading in ("cli.read.field", "cli.read.value", "cli.read.confidence"):
            table.add_column(self.terminal.phrase(heading))
        for read in paper.fields:
            label = label_at(self.types.get(paper.document_type), read.path, words)
            row = (shown(label), shown(read.value or "—"), f"{read.confidence:.0%}")
            table.add_row(*row, style=STYLES[read.decision])
        return table
