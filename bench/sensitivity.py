"""How much each number of the reader matters: a quarter up and down, what of the papers is read otherwise."""

import ast
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

from bench.judging import Judged, judged
from bench.papers import drawn, order
from bench.result import BenchOptions, BenchResult, Cell, Table
from ocr import Engines, read_page
from reference.documents import document_types
from specimens.documents import Specimen
from specimens.fonts import Split
from workers.reader import open_engines

NAME = "sensitivity"
HELP = "each number of the reader a quarter up and down: what is read otherwise"

ROOT: Final = Path(__file__).parents[1]
_USUAL: Final = 10
STEP: Final = 0.25
"""The share by which a number is moved, up and down."""
LEAVING: Final = frozenset(
    {
        "find_labels",
        "find_values",
        "header",
        "grid",
        "header_split",
        "cell_split",
        "column_split",
        "label_split",
    }
)
"""Modules that the pairing network is to replace: their numbers go with them."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number with a name: the module that defines it (`ocr.verification.doubts`) and its name there."""

    module: str
    name: str
    value: float

    def moved(self, by: float) -> float:
        """The number a share higher (or lower); a whole one stays whole and moves by one at least."""
        if isinstance(self.value, int):
            return self.value + (max(1, round(abs(self.value) * abs(by))) * (1 if by > 0 else -1))
        return self.value * (1 + by)


@dataclass(frozen=True, slots=True)
class Change:
    """What moving a number did: values read otherwise, decided otherwise, and how many more are right.

    `values` is -1 where nothing could be read at all; `accepted` and `silent` (accepted, wrong) are how many
    more, too.
    """

    constant: Constant
    by: float
    values: int
    decisions: int
    right: int
    accepted: int
    silent: int


Paper = tuple[Judged, ...]


def run(options: BenchOptions) -> BenchResult:
    """Read the same papers with every number moved, one at a time; a smaller scale moves fewer of them."""
    engines = open_engines()
    count = options.pages or _USUAL
    papers = [order(number, Split.PROOF, options.seed) for number in range(count)]
    shown = [(paper.document_type, drawn(paper)) for paper in papers]
    before = _read(shown, engines)
    known = constants()
    chosen = known[: options.sized(len(known))]
    changes = [
        _compared(constant, by, before, _moved(constant, by, shown, engines))
        for constant in chosen
        for by in (STEP, -STEP)
    ]
    return BenchResult(NAME, (_table(changes, count), _idle(changes)), _figures(changes))


def constants() -> tuple[Constant, ...]:
    """Every number with a name in the rooms of the reader that stay, by module."""
    found = []
    for path in sorted((ROOT / "ocr").rglob("*.py")):
        if path.stem in LEAVING:
            continue
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                value = getattr(importlib.import_module(module), node.target.id, None)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    found.append(Constant(module, node.target.id, value))
    return tuple(found)


@contextmanager
def _set(constant: Constant, value: float) -> Iterator[None]:
    """The number in its module, and in every module that took it from there, is another one meanwhile."""
    holders = [sys.modules[constant.module], *_takers(constant)]
    for holder in holders:
        setattr(holder, constant.name, value)
    _forget()
    try:
        yield
    finally:
        for holder in holders:
            setattr(holder, constant.name, constant.value)
        _forget()


def _takers(constant: Constant) -> Iterator[ModuleType]:
    for module in _readers_modules():
        file = module.__file__
        if file is None or module.__name__ == constant.module:
            continue
        taken = (
            alias.name
            for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module == constant.module
            for alias in node.names
        )
        if constant.name in taken:
            yield module


def _readers_modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith("ocr.") and module is not None]


def _forget() -> None:
    """What was remembered with another number."""
    for module in _readers_modules():
        for one in vars(module).values():
            if callable(clear := getattr(one, "cache_clear", None)):
                clear()


def _moved(
    constant: Constant, by: float, shown: Sequence[tuple[str, Specimen]], engines: Engines
) -> list[Paper] | None:
    """The papers read with a number moved; None where no paper can be read with it."""
    with _set(constant, constant.moved(by)):
        try:
            return _read(shown, engines)
        except Exception:  # noqa: BLE001 - whatever a number out of its place breaks: nothing is read with it
            return None


def _read(shown: Sequence[tuple[str, Specimen]], engines: Engines) -> list[Paper]:
    types = document_types()
    return [
        judged(read_page(specimen.image, types, engines), specimen.truth, types[key])
        for key, specimen in shown
    ]


def _compared(
    constant: Constant, by: float, before: Sequence[Paper], after: Sequence[Paper] | None
) -> Change:
    if after is None:
        return Change(constant, by, -1, -1, 0, 0, 0)
    values = decisions = right = accepted = silent = 0
    for old, new in zip(before, after, strict=True):
        was, now = _by_place(old), _by_place(new)
        for place in was.keys() | now.keys():
            one, other = was.get(place), now.get(place)
            values += (one and one.value) != (other and other.value)
            decisions += (one and one.decision) != (other and other.decision)
            right += (other is not None and other.right) - (one is not None and one.right)
            accepted += (other is not None and other.accepted) - (one is not None and one.accepted)
            silent += (other is not None and other.silent) - (one is not None and one.silent)
    return Change(constant, by, values, decisions, right, accepted, silent)


def _by_place(paper: Paper) -> Mapping[tuple[str, str, int], Judged]:
    """Values by key, what the paper says, and how many such there were before."""
    found: dict[tuple[str, str, int], Judged] = {}
    for value in paper:
        number = sum(key[:2] == (value.key, value.truth) for key in found)
        found[value.key, value.truth, number] = value
    return found


def _table(changes: Sequence[Change], papers: int) -> Table:
    rows = tuple(
        (f"{one.constant.module}.{one.constant.name}", one.constant.value, f"{one.by:+.0%}", *_cells(one))
        for one in changes
        if one.values or one.decisions
    )
    return Table(
        "Numbers that matter on these papers",
        ("number", "value", "moved", "values", "decisions", "right", "accepted", "wrong accepted"),
        rows,
        f"{papers} papers. values, decisions: how many are read, decided otherwise (-1: nothing could be "
        "read); right, accepted, wrong accepted: how many more or fewer.",
    )


def _cells(one: Change) -> tuple[Cell, ...]:
    return (one.values, one.decisions, one.right, one.accepted, one.silent)


def _idle(changes: Sequence[Change]) -> Table:
    moved, every = _names(change for change in changes if change.values or change.decisions), _names(changes)
    rooms: dict[str, list[str]] = {}
    for module, name in every:
        if (module, name) not in moved:
            rooms.setdefault(module, []).append(name)
    return Table(
        "Numbers that change nothing on these papers",
        ("module", "numbers", "names"),
        tuple((module, len(names), " ".join(names)) for module, names in rooms.items()),
        f"{len(every) - len(moved)} of {len(every)}. They may still matter on other papers.",
    )


def _figures(changes: Sequence[Change]) -> dict[str, float]:
    moved, every = _names(change for change in changes if change.values or change.decisions), _names(changes)
    return {"sensitivity.constants": float(len(every)), "sensitivity.idle": float(len(every) - len(moved))}


def _names(changes: Iterable[Change]) -> dict[tuple[str, str], None]:
    """The numbers of some changes by module and name, each once."""
    return dict.fromkeys((one.constant.module, one.constant.name) for one in changes)
