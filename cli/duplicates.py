"""`sijill duplicates`: pairs of records that may name one person, for people to judge."""

import json
from typing import Annotated, Any

import typer
from rich.table import Table

from cli.house import open_house, sign_in
from cli.terminal import Terminal
from registry.database.sessions import transaction
from registry.linkage import Pair, find_pairs
from settings import Settings

app = typer.Typer()


@app.command("duplicates", help="cli.verb.duplicates")
def duplicates(
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="cli.as")],
    reason: Annotated[str, typer.Option(help="cli.duplicates.reason")] = "duplicates",
    limit: Annotated[int | None, typer.Option(min=1, help="cli.duplicates.limit")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.duplicates.json")] = False,
) -> None:
    """Compare everybody of the account's office, or of all offices; the likeliest pairs come first."""
    terminal, settings = Terminal.here(), Settings()
    house = open_house(settings, terminal)
    actor = sign_in(settings, house, name, terminal)
    with transaction(house.sessions) as session:
        found = find_pairs(session, actor, reason, limit=limit)
    if as_json:
        for pair in found:
            print(json.dumps(as_object(pair), ensure_ascii=False))
    else:
        terminal.out.print(table(found, terminal))


def as_object(pair: Pair) -> dict[str, Any]:
    """A pair for programs; weights in bits."""
    return {
        "a": {"record": pair.record_a, "external_id": pair.external_a},
        "b": {"record": pair.record_b, "external_id": pair.external_b},
        "score": pair.score,
        "why": [{"field": one.field, "code": one.code, "weight": one.weight} for one in pair.why],
    }


def table(found: tuple[Pair, ...], terminal: Terminal) -> Table:
    """Pairs for people: the records, the score, and the three fields that weigh most."""
    shown = Table()
    for heading in ("cli.search.record", "cli.search.record", "cli.search.score", "cli.duplicates.why"):
        shown.add_column(terminal.phrase(heading))
    for pair in found:
        heaviest = sorted(pair.why, key=lambda one: -abs(one.weight))[:3]
        why = ", ".join(f"{one.field} {one.code} {one.weight:+.1f}" for one in heaviest)
        shown.add_row(str(pair.record_a), str(pair.record_b), f"{pair.score:.2f}", why)
    return shown
