"""Search in a register of a million people against the best-tuned trigram index, in one run."""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from arabic.names import laqab_key, part_key, split_chain
from bench import trigrams
from bench.questions import MISSING_SHARE, SLIP_SHARE, Question, full_name, questions
from bench.register import (
    Register,
    bring_in,
    create_database,
    open_register,
    population_of,
    server_clock,
)
from bench.result import BenchOptions, BenchResult, Cell, Table
from registry.database.sessions import transaction
from registry.domain.errors import InvalidValue
from registry.search import SearchQuery, search
from specimens.families import people_of
from specimens.names import GIVEN_EXPONENT, LAQAB_EXPONENT, PSEUDO_SHARE_GIVEN, PSEUDO_SHARE_LAQAB
from specimens.people import Person, Seat
from tests.postgres import kept_postgres, running_postgres

NAME = "search"
HELP = "1,000,000 people on PostgreSQL (against pg_trgm), 200,000 on SQLite: recall, milliseconds"

POSTGRES_PEOPLE = 1_000_000
SQLITE_PEOPLE = 200_000
FIRST_SHARE = 0.1
QUESTIONS = 1_000
BASELINE_QUESTIONS = 150
WARM_UP = 50
LIMIT = 10
SEEDS = {"postgres_first": 0, "postgres": 1, "sqlite": 2}

Asker = Callable[[Question], Sequence[int]]
Clock = Callable[[], float]
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one way of searching did: recall among the first ten, and milliseconds a question.

    `cpu` is processor time, ours and the database server's, which a busy machine stretches less.
    """

    recall: float
    p50: float
    p95: float
    cpu: float
    questions: int


def measure(
    asked: Sequence[Question], names: Sequence[tuple[str, ...]], ask: Asker, server: Clock = lambda: 0.0
) -> Measure:
    """Ask everything; a hit is the person meant, or one of the very same full name."""
    times: list[float] = []
    hits = 0
    worked = time.process_time() + server()
    for question in asked:
        started = time.perf_counter()
        found = ask(question)
        times.append((time.perf_counter() - started) * 1000)
        hits += any(names[number] == names[question.target] for number in found)
    worked = (time.process_time() + server() - worked) * 1000 / len(asked)
    times.sort()
    return Measure(
        hits / len(asked), times[len(times) // 2], times[int(len(times) * 0.95)], worked, len(asked)
    )


def ours(register: Register) -> Asker:
    """The product's search as an auditor of all offices, trail event and commit included."""

    def ask(question: Question) -> Sequence[int]:
        query = SearchQuery(name=question.name, mother=question.mother, limit=LIMIT)
        try:
            with transaction(register.sessions) as session:
                found = search(session, register.auditor, query, "قياس")
        except InvalidValue:
            # A slip may make one name of two (بان محمد, بن محمد), which is too wide to be answered: a miss.
            return ()
        return [int(one.external_id) for one in found if one.external_id]

    return ask


def folded(question: Question) -> str:
    """A question as the trigram baseline gets it: the same keys as ours, in one text."""
    words = [part_key(part) for part in split_chain(question.name)]
    return " ".join((*words[:3], *map(laqab_key, words[3:]), part_key(question.mother)))


def run(options: BenchOptions) -> BenchResult:
    """Fill the databases by the product's import, ask the same questions of everyone."""
    figures: dict[str, float] = {}
    rows: list[Cells] = []
    people = list(people_of(options.seed, options.sized(POSTGRES_PEOPLE)))
    with tempfile.TemporaryDirectory() as name, _server(options.keep) as server:
        folder = Path(name)
        first = people[: max(1, round(len(people) * FIRST_SHARE))]
        with open_register(create_database(server, f"people_{len(first)}")) as register:
            rows.append(_ours(register, "postgres_first", first, folder, options, figures))
        with open_register(create_database(server, f"people_{len(people)}")) as register:
            rows.append(_ours(register, "postgres", people, folder, options, figures))
            rows += _trigrams(register, people, options, figures)
        few = people[: options.sized(SQLITE_PEOPLE)]
        with open_register(f"sqlite:///{folder / 'register.db'}") as register:
            rows.append(_ours(register, "sqlite", few, folder, options, figures))
    table = Table(
        "Search: recall among the first ten, milliseconds a question",
        ("way", "people", "questions", "recall", "p50 ms", "p95 ms", "CPU ms"),
        tuple(rows),
        note=_distribution(),
    )
    return BenchResult(NAME, (table,), figures)


def _server(keep: Path | None) -> AbstractContextManager[str]:
    """A PostgreSQL that is thrown away, or one in a folder: to fill it takes longer than all questions."""
    return running_postgres() if keep is None else kept_postgres(keep / "postgres")


def _ours(
    register: Register,
    key: str,
    people: Sequence[tuple[Person, Seat]],
    folder: Path,
    options: BenchOptions,
    figures: dict[str, float],
) -> Cells:
    if population_of(register) == 0:
        figures[f"search.{key}.import_seconds"] = round(bring_in(register, people, folder), 1)
    persons = [person for person, _ in people]
    asked = list(questions(persons, options.sized(QUESTIONS), options.seed + SEEDS[key]))
    names = [full_name(person) for person in persons]
    ask = ours(register)
    for question in islice(asked, WARM_UP):
        # Plans and caches are those of a day's work.
        ask(question)
    return _row("ours", key, len(people), measure(asked, names, ask, server_clock(register)), figures)


def _trigrams(
    register: Register,
    people: Sequence[tuple[Person, Seat]],
    options: BenchOptions,
    figures: dict[str, float],
) -> list[Cells]:
    """The first of the questions that ours was asked, of the trigram index at each threshold."""
    persons = [person for person, _ in people]
    names = [full_name(person) for person in persons]
    seed = options.seed + SEEDS["postgres"]
    asked = list(questions(persons, options.sized(BASELINE_QUESTIONS), seed))
    trigrams.build(register.engine, persons)
    rows = []
    with register.engine.connect() as connection:
        for threshold in trigrams.THRESHOLDS:
            trigrams.set_threshold(connection, threshold)
            ask: Asker = lambda question: trigrams.ask(connection, folded(question), LIMIT)  # noqa: E731
            found = measure(asked, names, ask, server_clock(register))
            key = f"trigram_{threshold}".replace(".", "")
            rows.append(_row(f"pg_trgm {threshold}", key, len(people), found, figures))
    return rows


def _row(way: str, key: str, people: int, found: Measure, figures: dict[str, float]) -> Cells:
    told = {"recall": found.recall, "p50_ms": found.p50, "p95_ms": found.p95, "cpu_ms": found.cpu}
    figures |= {f"search.{key}.{name}": round(value, 4) for name, value in told.items()}
    where = "SQLite" if key == "sqlite" else "PostgreSQL"
    milliseconds = (round(value, 2) for value in (found.p50, found.p95, found.cpu))
    return (f"{way}, {where}", people, found.questions, found.recall, *milliseconds)


def _distribution() -> str:
    """How the names are drawn, which decides what any engine can reach."""
    return (
        f"Load {os.getloadavg()[1]:.1f} over the last five minutes. "
        f"Invented families: given names 1 / rank^{GIVEN_EXPONENT}, {PSEUDO_SHARE_GIVEN:.0%} on no list; "
        f"laqabs 1 / rank^{LAQAB_EXPONENT}, {PSEUDO_SHARE_LAQAB:.0%} on no list. The mother's name is always "
        f"asked for; one part is missing in {MISSING_SHARE:.0%} of questions, {SLIP_SHARE:.0%} of parts have "
        "a slip; people of the same full name count as hits. Ours includes trail event and commit (no fsync)."
    )
