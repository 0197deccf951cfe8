"""The baseline of linkage: Splink on DuckDB, on the same keys and blocks as ours.

Set up as one who knows it would. Its weights are those of independent fields, and all names but the own one
are shared by brothers and sisters: so these are one comparison, as its guide advises for columns that go
together. With one for each name its precision was 15 % at a probability of 0.5. The register page, which is
a family's, is left out for the same reason.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from logging import ERROR, getLogger
from typing import Any, Final

from arabic.names import laqab_key, part_key
from bench.doubles import Listed

LEAST: Final = 0.5
PARTS: Final = ("splink", "duckdb", "pyarrow")
HOW: Final = "Splink is not installed: .venv/bin/uv pip install --require-hashes -r locks/linkage.txt"
NAMES: Final = ("given", "father", "grandfather", "laqab", "mother", "maternal")
FAMILY_LIKENESS: Final = (0.97, 0.93, 0.88)
# The blocks of `registry.linkage.blocking`, on whole keys: Splink knows no dotless ones.
BLOCKS: Final = (
    ("number",),
    ("given", "father", "grandfather"),
    ("given", "father", "mother"),
    ("given", "grandfather", "mother"),
    ("father", "grandfather", "mother"),
    ("given", "mother", "year"),
    ("given", "father", "year"),
    ("given", "laqab", "year"),
    ("given", "birth"),
    ("father", "grandfather", "birth"),
    ("father", "mother", "birth"),
    ("place", "given"),
    ("place", "year"),
)
# Each of two trainings leaves out what the other one holds fast.
TRAININGS: Final = (("given", "father", "grandfather"), ("mother", "birth"))
CERTAIN: Final = (("number",), ("given", "father", "grandfather", "mother", "birth"))
# The share of duplicates that CERTAIN finds, as an office would guess it.
CERTAIN_RECALL: Final = 0.5
PAIRS_FOR_U: Final = 2_000_000

Couple = tuple[int, int]


def is_here() -> bool:
    """Whether Splink and its database are installed: only this comparison needs them."""
    return all(find_spec(part) is not None for part in PARTS)


def splink(listed: Sequence[Listed]) -> dict[Couple, float]:
    """Pairs, by their places, that Splink gives a probability of at least LEAST, each with it."""
    package = import_module("splink")
    # What it says of levels that no pair of the data shows belongs to no table.
    getLogger("splink").setLevel(ERROR)
    api = package.DuckDBAPI()
    frame = api.register(import_module("pyarrow").table(_columns(listed)))
    linker = package.Linker(frame, _settings(package), log_level=None)
    training = linker.training
    certain = [package.block_on(*fields) for fields in CERTAIN]
    training.estimate_probability_two_random_records_match(certain, recall=CERTAIN_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=PAIRS_FOR_U, seed=1)
    for fields in TRAININGS:
        training.estimate_parameters_using_expectation_maximisation(package.block_on(*fields))
    rows = linker.inference.predict(threshold_match_probability=LEAST).as_record_list()
    couples = ((row["unique_id_l"], row["unique_id_r"], row["match_probability"]) for row in rows)
    return {(min(a, b), max(a, b)): probability for a, b, probability in couples}


def strictest(found: Mapping[Couple, float], true: set[Couple]) -> set[Couple]:
    """The pairs above the threshold with the best F1, chosen by the truth: no setting of it does better."""
    best, kept, right = 0.0, 0, 0
    ranked = sorted(found, key=lambda couple: -found[couple])
    for count, couple in enumerate(ranked, 1):
        right += couple in true
        if (f1 := 2 * right / (count + len(true))) > best:
            best, kept = f1, count
    return set(ranked[:kept])


def _settings(package: Any) -> Any:
    compare = import_module("splink.comparison_library")
    return package.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.DamerauLevenshteinAtThresholds("given", [1]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("family", FAMILY_LIKENESS),
            compare.ExactMatch("sex"),
            compare.DateOfBirthComparison("birth", input_is_string=True, datetime_format="%Y/%m/%d"),
            compare.ExactMatch("number"),
        ],
        blocking_rules_to_generate_predictions=[package.block_on(*fields) for fields in BLOCKS],
        retain_matching_columns=False,
    )


def _columns(listed: Sequence[Listed]) -> dict[str, list[Any]]:
    """The lines as columns; what a line does not say is null."""
    rows = [_row(line) for line in listed]
    columns: dict[str, list[Any]] = {key: [row[key] or None for row in rows] for key in rows[0]}
    return {"unique_id": list(range(len(rows))), **columns}


def _row(line: Listed) -> dict[str, str]:
    person, seat = line.person, line.seat
    texts = (
        part_key(person.given_name),
        part_key(person.father_name),
        part_key(person.grandfather_name),
        laqab_key(person.laqab),
        part_key(person.mother_name),
        part_key(person.maternal_grandfather_name),
    )
    return {
        **dict(zip(NAMES, texts, strict=True)),
        "family": " ".join(texts[1:]),
        "sex": person.sex.value,
        "birth": line.birth,
        "year": line.birth[:4],
        "number": line.number,
        "place": f"{seat.register_number}/{seat.page_number}/{seat.district}",
    }
