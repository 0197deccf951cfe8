"""Search in a register of a million people against the best-tuned trigram index, in one run."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from arabic.names import laqab_key, part_key, split_chain
from bench import trigrams
from bench.questions import MISSING_SHARE, SLIP_SHARE, Question, full_name, questions
from bench.register import Register, bring_in, open_register
from bench.result import BenchOptions, BenchResult, Table
from registry.db import transaction
from registry.search import SearchQuery, search
from specimens.families import people_of
from specimens.names import GIVEN_EXPONENT, LAQAB_EXPONENT, PSEUDO_SHARE_GIVEN, PSEUDO_SHARE_LAQAB
from specimens.people import Person, Seat
from tests.postgres import running_postgres

NAME = "search"
HELP = "1,000,000 people on PostgreSQL (against pg_trgm), 200,000 on SQLite: recall, milliseconds"

POSTGRES_PEOPLE = 1_000_000
SQLITE_PEOPLE = 200_000
FIRST_SHARE = 0.1
QUESTIONS = 1_000
BASELINE_QUESTIONS = 150
WARM_UP = 50
LIMIT = 10

Asker = Callable[[Question], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What one way of searching did: recall among the first ten, and milliseconds a question."""

    recall: float
    p50: float
    p95: float
    questions: int


def measure(asked: Sequence[Question], names: Sequence[tuple[str, ...]], ask: Asker) -> Measure:
    """Ask everything; a hit is the person meant, or one of the very same full name."""
    times: list[float] = []
    hits = 0
    for question in asked:
        started = time.perf_counter()
        found = ask(question)
        times.append((time.perf_counter() - started) * 1000)
        hits += any(names[number] == names[question.target] for number in found)
    times.sort()
    return Measure(hits / len(asked), times[len(times) // 2], times[int(len(times) * 0.95)], len(asked))


def ours(register: Register) -> Asker:
    """The product's search as an auditor of all offices, trail event and commit included."""

    def ask(question: Question) -> Sequence[int]:
        query = SearchQuery(name=question.name, mother=question.mother, limit=LIMIT)
        with transaction(register.sessions) as session:
            found = search(session, register.auditor, query, "قياس")
        return [int(one.external_id) for one in found if one.external_id]

    return ask


def folded(question: Question) -> str:
    """A question as the trigram baseline gets it: the same keys as ours, in one text."""
    words = [part_key(part) for part in split_chain(question.name)]
    return " ".join((*words[:3], *map(laqab_key, words[3:]), part_key(question.mother)))


def run(options: BenchOptions) -> BenchResult:
    """Fill both databases by the product's import, ask the same questions of everyone."""
    figures: dict[str, float] = {}
    rows: list[tuple[str | float | int, ...]] = []
    with tempfile.TemporaryDirectory() as name, running_postgres() as server:
        folder = Path(name)
        people = list(people_of(options.seed, options.sized(POSTGRES_PEOPLE)))
        rows += _postgres(server, people, folder, options, figures)
        few = people[: options.sized(SQLITE_PEOPLE)]
        rows += _sqlite(few, folder, options, figures)
    table = Table(
        "Search: recall among the first ten, milliseconds a question",
        ("way", "people", "questions", "recall", "p50 ms", "p95 ms"),
        tuple(rows),
        note=_distribution(),
    )
    return BenchResult(NAME, (table,), figures)


def _postgres(
    server: str,
    people: Sequence[tuple[Person, Seat]],
    folder: Path,
    options: BenchOptions,
    figures: dict[str, float],
) -> list[tuple[str | float | int, ...]]:
    persons = [person for person, _ in people]
    names = [full_name(person) for person in persons]
    first = max(1, round(len(people) * FIRST_SHARE))
    asked = options.sized(QUESTIONS)
    rows = []
    with open_register(server) as register:
        seconds = bring_in(register, people[:first], folder)
        small = list(questions(persons[:first], asked, options.seed))
        rows.append(_row("ours", "postgres_first", first, _warm(small, names, ours(register)), figures))
        seconds += bring_in(register, people[first:], folder, first)
        figures["search.postgres.import_seconds"] = round(seconds, 1)
        everyone = list(questions(persons, asked, options.seed + 1))
        rows.append(_row("ours", "postgres", len(people), _warm(everyone, names, ours(register)), figures))
        trigrams.build(register.engine, persons)
        with register.engine.connect() as connection:
            for threshold in trigrams.THRESHOLDS:
                trigrams.set_threshold(connection, threshold)
                some = everyone[: options.sized(BASELINE_QUESTIONS)]
                ask: Asker = lambda question: trigrams.ask(connection, folded(question), LIMIT)  # noqa: E731
                label = f"pg_trgm {threshold}"
                key = f"trigram_{threshold}".replace(".", "")
                rows.append(_row(label, key, len(people), measure(some, names, ask), figures))
    return rows


def _sqlite(
    people: Sequence[tuple[Person, Seat]], folder: Path, options: BenchOptions, figures: dict[str, float]
) -> list[tuple[str | float | int, ...]]:
    persons = [person for person, _ in people]
    names = [full_name(person) for person in persons]
    with open_register(f"sqlite:///{folder / 'register.db'}") as register:
        figures["search.sqlite.import_seconds"] = round(bring_in(register, people, folder), 1)
        asked = list(questions(persons, options.sized(QUESTIONS), options.seed + 2))
        return [_row("ours", "sqlite", len(people), _warm(asked, names, ours(register)), figures)]


def _warm(asked: list[Question], names: Sequence[tuple[str, ...]], ask: Asker) -> Measure:
    """Measure after some questions that don't count: plans and caches are those of a day's work."""
    for question in islice(asked, WARM_UP):
        ask(question)
    return measure(asked, names, ask)


def _row(
    way: str, key: str, people: int, found: Measure, figures: dict[str, float]
) -> tuple[str | float | int, ...]:
    figures[f"search.{key}.recall"] = found.recall
    figures[f"search.{key}.p50_ms"] = round(found.p50, 2)
    figures[f"search.{key}.p95_ms"] = round(found.p95, 2)
    where = "SQLite" if key == "sqlite" else "PostgreSQL"
    return (
        f"{way}, {where}",
        people,
        found.questions,
        found.recall,
        round(found.p50, 2),
        round(found.p95, 2),
    )


def _distribution() -> str:
    """How the names are drawn, which decides what any engine can reach."""
    return (
        f"Invented families: given names 1 / rank^{GIVEN_EXPONENT}, {PSEUDO_SHARE_GIVEN:.0%} on no list; "
        f"laqabs 1 / rank^{LAQAB_EXPONENT}, {PSEUDO_SHARE_LAQAB:.0%} on no list. The mother's name is always "
        f"asked for; one part is missing in {MISSING_SHARE:.0%} of questions, {SLIP_SHARE:.0%} of parts have "
        "a slip; people of the same full name count as hits. Ours includes trail event and commit (no fsync)."
    )
