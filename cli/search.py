"""`sijill search`: the register's search from the shell."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

import typer
from rich.table import Table

from cli.house import House, open_house, sign_in
from cli.terminal import Terminal
from registry.database.sessions import transaction
from registry.domain.access import Actor
from registry.domain.errors import InvalidValue
from registry.search.query import Candidate, SearchQuery
from registry.search.query import search as ask
from settings import Settings

app = typer.Typer()

FROM_STDIN = "-"
HEADINGS = (
    "cli.search.record",
    "cli.search.person",
    "cli.search.her-name",
    "cli.search.birth",
    "cli.search.place",
    "cli.search.score",
)


@app.command("search", help="cli.verb.search")
def search(
    name: Annotated[str, typer.Argument(help="cli.search.name")],
    account: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    reason: Annotated[str, typer.Option(help="cli.search.reason")],
    mother: Annotated[str, typer.Option(help="cli.search.mother")] = "",
    register: Annotated[str, typer.Option(help="cli.search.register")] = "",
    page: Annotated[str, typer.Option(help="cli.search.page")] = "",
    limit: Annotated[int, typer.Option(min=1, max=50, help="cli.search.limit")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="cli.search.json")] = False,
) -> None:
    """Ask once, or once for each line of stdin (name, tab, mother or nothing)."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, account, terminal)
    base = SearchQuery(name=name, mother=mother, register=register, page=page, limit=limit)
    for query in questions(base):
        try:
            found, milliseconds = timed(house, actor, query, reason)
        except InvalidValue as refusal:
            # One question that is too wide must not silence those behind it.
            if name != FROM_STDIN:
                raise
            print(json.dumps(refused(refusal), ensure_ascii=False), flush=True)
            continue
        if as_json or name == FROM_STDIN:
            print(json.dumps(answer(found, milliseconds), ensure_ascii=False), flush=True)
        else:
            terminal.out.print(table(found, terminal))


def questions(base: SearchQuery) -> Iterator[SearchQuery]:
    """The question itself, or with `-` for a name one for each line of stdin."""
    if base.name != FROM_STDIN:
        yield base
        return
    for line in sys.stdin:
        name, _, mother = line.rstrip("\n").partition("\t")
        yield replace(base, name=name, mother=mother)


def timed(house: House, actor: Actor, query: SearchQuery, reason: str) -> tuple[tuple[Candidate, ...], float]:
    """The candidates, and milliseconds from the question to the committed answer."""
    started = time.perf_counter()
    with transaction(house.sessions) as session:
        found = ask(session, actor, query, reason)
    return found, round((time.perf_counter() - started) * 1000, 1)


def answer(found: tuple[Candidate, ...], milliseconds: float) -> dict[str, Any]:
    """The candidates for programs."""
    return {
        "candidates": [
            {
                "record": one.record,
                "external_id": one.external_id,
                "name": one.name,
                "score": round(one.score, 4),
                "why": [
                    {"part": why.part, "code": why.code, "distance": why.distance, "slips": why.slips}
                    for why in one.why
                ],
            }
            for one in found
        ],
        "ms": milliseconds,
    }


def refused(refusal: InvalidValue) -> dict[str, Any]:
    """What a question on stdin gets that may not be asked: no candidates, and why."""
    return {"candidates": [], "error": {"code": refusal.code, "problem": refusal.params["problem"]}}


def table(found: tuple[Candidate, ...], terminal: Terminal) -> Table:
    """The candidates for people."""
    shown = Table()
    for heading in HEADINGS:
        shown.add_column(terminal.phrase(heading))
    for one in found:
        place = "/".join(part or "—" for part in (one.office, one.register_number, one.page_number))
        words = (terminal.shown(one.name), terminal.shown(one.mother), one.birth_date, terminal.shown(place))
        shown.add_row(str(one.record), *words, f"{one.score:.2f}")
    return shown
