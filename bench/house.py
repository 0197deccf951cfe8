"""The house in figures: rooms, floors, arrows up, lines, constants; one reading's way through the rooms."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.floor_plan import House, house_of
from bench.footsteps import Footsteps, turns_back, walked
from bench.papers import Order, drawn, order
from bench.result import BenchOptions, BenchResult, Table
from ocr import read_page
from reference.documents import document_types
from specimens.fonts import Split
from workers.reader import open_engines

NAME = "house"
HELP = "rooms, floors, lines and constants of ocr and registry, and one reading's way through the rooms"

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("ocr", "registry")
READERS: Final = "ocr"
HEAD: Final = "ocr.pipeline"
"""The room whose calls are the steps of a reading."""


def run(options: BenchOptions) -> BenchResult:
    """Count what stands in the two packages with many rooms, then read one paper and follow it."""
    houses = {package: house_of(ROOT / package) for package in PACKAGES}
    paper = order(0, Split.PROOF, options.seed)
    steps = followed(paper)
    tables = (_plan(houses), _way(steps, houses[READERS], paper))
    return BenchResult(NAME, tables, _figures(houses, steps))


def followed(paper: Order) -> Footsteps:
    """The way of one paper's reading; it was read once before, so that nothing is loaded on the way."""
    engines, picture = open_engines(), drawn(paper).image

    def read() -> object:
        return read_page(picture, document_types(), engines)

    read()
    return walked(read, ROOT, (READERS,), HEAD)


def _plan(houses: Mapping[str, House]) -> Table:
    columns = ("package", "rooms", "floors", "arrows up", "lines", "constants", "with a docstring")
    rows = tuple(
        (
            name,
            len(house.floors),
            max(house.floors.values()),
            house.arrows_up,
            house.lines,
            house.constants,
            house.described,
        )
        for name, house in houses.items()
    )
    note = "An arrow up is one of the fewest imports between rooms without which no rooms import in a circle."
    return Table("Rooms", columns, rows, note)


def _way(steps: Footsteps, house: House, paper: Order) -> Table:
    columns = ("room", "floor", "entered", "from rooms", "left", "for rooms")
    seen = sorted(
        {room for arrow in steps.calls for room in arrow}, key=lambda room: (-house.floors[room], room)
    )
    rows = tuple(
        (
            room,
            house.floors[room],
            steps.entered(room),
            len({start for start, to in steps.calls if to == room}),
            steps.left(room),
            len({to for start, to in steps.calls if start == room}),
        )
        for room in seen
    )
    rooms, back, up = len(set(steps.order)), turns_back(steps.order), _calls_up(steps, house)
    above = ", ".join(f"{start} to {to}" for start, to in up) or "none"
    note = (
        f"{paper.document_type}, {paper.side}, {paper.wish.wear}: {steps.calls.total()} calls from room to"
        f" room by {len(steps.calls)} ways, {sum(up.values())} of them to a floor above ({above})."
        f" {HEAD} calls {rooms} rooms and turns back to one {back} times."
    )
    return Table("One reading", columns, rows, note)


def _calls_up(steps: Footsteps, house: House) -> Mapping[tuple[str, str], int]:
    """The calls of a room by one below it, as a function that was handed down makes them."""
    floors = house.floors
    return {way: count for way, count in steps.calls.items() if floors[way[1]] > floors[way[0]]}


def _figures(houses: Mapping[str, House], steps: Footsteps) -> Mapping[str, float]:
    figures = {
        "house.reading.calls": float(steps.calls.total()),
        "house.reading.calls_up": float(sum(_calls_up(steps, houses[READERS]).values())),
        "house.reading.ways": float(len(steps.calls)),
        "house.reading.rooms": float(len({room for arrow in steps.calls for room in arrow})),
        "house.reading.turns_back": float(turns_back(steps.order)),
    }
    for name, house in houses.items():
        figures |= {
            f"house.{name}.rooms": float(len(house.floors)),
            f"house.{name}.floors": float(max(house.floors.values())),
            f"house.{name}.arrows_up": float(house.arrows_up),
            f"house.{name}.lines": float(house.lines),
            f"house.{name}.constants": float(house.constants),
            f"house.{name}.described": float(house.described),
        }
    return figures
