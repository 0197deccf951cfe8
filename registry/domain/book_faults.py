"""The list of all that can be wrong with a register book, as data: written before the code that finds it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

LIST: Final = Path(__file__).parent / "faults.csv"


class FaultKind(StrEnum):
    """Every kind of fault; `faults.csv` says of each what it is and what ends it."""

    number_taken = "number_taken"
    condition_due = "condition_due"
    count_differs = "count_differs"
    page_missing = "page_missing"
    page_doubled = "page_doubled"
    page_swapped = "page_swapped"
    page_misplaced = "page_misplaced"
    page_torn = "page_torn"
    page_illegible = "page_illegible"
    page_renumbered = "page_renumbered"
    page_inserted = "page_inserted"
    page_unnumbered = "page_unnumbered"
    page_zero = "page_zero"
    page_beyond = "page_beyond"
    page_cited_beyond = "page_cited_beyond"
    page_uncaptured = "page_uncaptured"
    page_captured_twice = "page_captured_twice"
    page_rescan = "page_rescan"
    entry_missing = "entry_missing"
    entry_doubled = "entry_doubled"
    entry_misplaced = "entry_misplaced"
    entry_between = "entry_between"
    entry_zero = "entry_zero"
    entry_beyond = "entry_beyond"


class SettledBy(StrEnum):
    """What ends a fault: a deed in the book or the ledger, or also an officer's word with a reason."""

    deed = "deed"
    word = "word"


@dataclass(frozen=True, slots=True)
class FaultSpec:
    """One kind of fault. `about` is book, page, capture or entry; `source` is `own` where no text asks it."""

    kind: FaultKind
    about: str
    settled: SettledBy
    what: str
    remedy: str
    source: str


@cache
def fault_specs() -> Mapping[FaultKind, FaultSpec]:
    """All kinds of faults, in the order in which they are shown."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = tuple(csv.DictReader(file))
    return {
        FaultKind(row["kind"]): FaultSpec(
            FaultKind(row["kind"]),
            row["about"],
            SettledBy(row["settled"]),
            row["what"],
            row["remedy"],
            row["source"],
        )
        for row in rows
    }
