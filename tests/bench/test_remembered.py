"""Forms met before are read both ways in one run, and remembering takes nothing away."""

from bench.remembered import LATER, WAYS, run
from bench.result import BenchOptions


def test_the_same_pictures_are_read_as_new_and_remembered() -> None:
    result = run(BenchOptions(pages=2))
    (table,) = result.tables
    wears = [str(LATER[0]), str(LATER[1]), "all"]
    assert [row[:2] for row in table.rows] == [(wear, way) for wear in wears for way in WAYS]
    assert result.figures["remembered.remembered.exact"] >= result.figures["remembered.new.exact"] > 0.5
