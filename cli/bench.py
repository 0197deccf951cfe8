"""`sijill bench`: ours and the baselines, measured in one run."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Final, cast

import typer

from bench.printing import as_json, print_results
from bench.result import Bench, BenchOptions
from cli.exits import Exit
from cli.terminal import Terminal
from specimens.fonts import use_installed_faces

app = typer.Typer()

USUAL: Final = BenchOptions()
BENCHES: Final = {
    "reading": "bench.reading",
    "names": "bench.names",
    "search": "bench.search",
    "linkage": "bench.linkage",
    "folding": "bench.folding",
    "twins": "bench.twins",
    "advice": "bench.advice",
    "finding": "bench.finding",
    "remembered": "bench.remembered",
    "house": "bench.house",
    "doubts": "bench.doubts",
    "sensitivity": "bench.sensitivity",
    "tampering": "bench.signed_register",
}


@app.command("bench", help="cli.verb.bench")
def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="cli.bench.names")] = None,
    json_object: Annotated[bool, typer.Option("--json", help="cli.bench.json")] = False,
    seed: Annotated[int, typer.Option(help="cli.bench.seed")] = USUAL.seed,
    scale: Annotated[float, typer.Option(min=0.001, help="cli.bench.scale")] = USUAL.scale,
    pages: Annotated[int | None, typer.Option(min=1, help="cli.bench.pages")] = None,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="cli.bench.keep")] = None,
) -> None:
    """Run the benchmarks named, or all of them."""
    terminal = Terminal.here()
    wanted = names or list(BENCHES)
    if unknown := [name for name in wanted if name not in BENCHES]:
        raise typer.BadParameter(f"{' '.join(unknown)} ({', '.join(BENCHES)})", param_hint="NAME")
    use_installed_faces()
    options = BenchOptions(seed, scale, pages, keep)
    measured = [cast("Bench", import_module(BENCHES[name])).run(options) for name in wanted]
    if json_object:
        print(as_json(measured))
    else:
        print_results(measured, terminal.out)
    if lacking := [how for result in measured for how in result.missing]:
        for how in lacking:
            terminal.err.print(how, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(Exit.missing)
