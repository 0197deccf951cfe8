"""`sijill read`: pictures, PDFs and folders read without any server."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.exits import Exit
from cli.papers import papers, refusal_of, tell_passed_over
from cli.reading.output import JsonOutput, Output, TableOutput
from cli.reading.reader import PaperReader, read_line, read_shapes
from cli.reading.text_layer import TextFormat, TextPage, page_of, save
from cli.terminal import Terminal
from imaging.errors import ImagingError
from ocr.recognition import crnn
from reference.documents import document_types
from registry.database.clock import civil_day, host_now
from settings import Settings
from workers.reader import open_reader

app = typer.Typer()


@app.command("read", help="cli.verb.read")
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="cli.read.paths")],
    as_json: Annotated[bool, typer.Option("--json", help="cli.read.json")] = False,
    as_lines: Annotated[bool, typer.Option("--line", help="cli.read.line")] = False,
    as_tables: Annotated[bool, typer.Option("--tables", help="cli.read.tables")] = False,
    wanted: Annotated[str | None, typer.Option("--type", metavar="KEY", help="cli.read.type")] = None,
    evidence: Annotated[Path | None, typer.Option(metavar="DIR", help="cli.read.evidence")] = None,
    text: Annotated[TextFormat | None, typer.Option("--format", help="cli.read.format")] = None,
) -> None:
    """Read every file; one that can't be read is told and does not stop the others."""
    if as_lines and as_tables:
        raise typer.BadParameter("--line", param_hint="--tables")
    if text is not None and (as_lines or as_tables):
        raise typer.BadParameter("--line, --tables", param_hint="--format")
    terminal = Terminal.here()
    settings = Settings()
    types = document_types(settings.document_types)
    if wanted is not None and wanted not in types:
        raise typer.BadParameter(", ".join(types), param_hint="--type")
    found = papers(paths)
    tell_passed_over(found, terminal)
    files = found.papers
    output = JsonOutput(terminal, evidence) if as_json else TableOutput(terminal, types, evidence)
    if as_lines:
        refused = read_lines(files, output, terminal)
    elif as_tables:
        refused = read_tables(files, output, terminal)
    else:
        read_page, name = open_reader(types, settings.error_budget)
        today = civil_day(host_now())
        reader = PaperReader(read_page, name, types, today, wanted)
        refused = read_papers(files, reader, output, terminal, Layer(text, evidence) if text else None)
    raise typer.Exit(Exit.findings if refused else Exit.done)


@dataclass(frozen=True, slots=True)
class Layer:
    """In which form all the text of a file is written down, too, and where: None for beside the file."""

    form: TextFormat
    folder: Path | None


def read_papers(
    files: tuple[Path, ...], reader: PaperReader, output: Output, terminal: Terminal, layer: Layer | None
) -> int:
    """Read files as papers; the answer is how many could not be read."""
    refused = 0
    with terminal.bar("cli.read.reading", beside_output=True) as bar:
        for file in bar.track(files):
            try:
                read: list[TextPage] = []
                for part in reader.parts(file):
                    output.paper(file, part)
                    if layer:
                        read.append(page_of(layer.form, part))
                if layer:
                    save(layer.form, file, layer.folder, read)
            except (ImagingError, OSError) as error:
                output.refusal(file, refusal_of(error))
                refused += 1
    return refused


def read_lines(files: tuple[Path, ...], output: Output, terminal: Terminal) -> int:
    """Read files as pictures of one line each; the answer is how many could not be read."""
    refused = 0
    engine = crnn.load()
    with terminal.bar("cli.read.reading", beside_output=True) as bar:
        for file in bar.track(files):
            try:
                output.line(file, read_line(file, engine))
            except (ImagingError, OSError) as error:
                output.refusal(file, refusal_of(error))
                refused += 1
    return refused


def read_tables(files: tuple[Path, ...], output: Output, terminal: Terminal) -> int:
    """Find the tables of every page; the answer is how many files could not be read."""
    refused = 0
    with terminal.bar("cli.read.reading", beside_output=True) as bar:
        for file in bar.track(files):
            try:
                for page in read_shapes(file):
                    output.tables(file, page)
            except (ImagingError, OSError) as error:
                output.refusal(file, refusal_of(error))
                refused += 1
    return refused
