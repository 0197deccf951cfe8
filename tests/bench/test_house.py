"""A house whose rooms, floors, constants and calls can be counted by hand, counted by the bench."""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from bench.floor_plan import constants_of, floors_of, house_of, imports_of, knots, room_of
from bench.footsteps import turns_back, walked


def test_rooms_stand_above_what_they_import() -> None:
    floors, up = floors_of({"a", "b", "c", "d"}, {("a", "b"), ("b", "c"), ("a", "c")})
    assert (floors, up) == ({"a": 3, "b": 2, "c": 1, "d": 1}, 0)


@pytest.mark.parametrize(
    ("arrows", "up"),
    [
        ({("a", "b"), ("b", "a")}, 1),
        ({("a", "b"), ("b", "c"), ("c", "a")}, 1),
        ({("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")}, 2),
        # One arrow, b to a, closes both circles.
        ({("a", "b"), ("b", "a"), ("a", "c"), ("c", "b")}, 1),
        ({("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")}, 2),
    ],
)
def test_the_fewest_arrows_that_close_circles_point_up(arrows: set[tuple[str, str]], up: int) -> None:
    floors, found = floors_of({"a", "b", "c", "d"}, arrows)
    assert found == up
    assert sum(floors[start] <= floors[to] for start, to in arrows) == up


def test_a_knot_is_rooms_that_reach_each_other() -> None:
    arrows = {("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")}
    assert knots({"a", "b", "c", "d"}, arrows) == (frozenset({"b", "c"}),)


def test_constants_are_names_in_capitals_and_a_string_behind_one_describes_it() -> None:
    text = 'A: Final = 1\n"""Pixels."""\nB = 2\n_C: Final = 3\n"""Why."""\nname = 4\nD: int\n_ = 0\n'
    assert constants_of(ast.parse(text)) == {"A": True, "B": False, "_C": True}


def test_imports_within_functions_count() -> None:
    text = "import a.b\ndef f():\n    from c.d import e\n    from . import g\n"
    assert set(imports_of(ast.parse(text))) == {"a.b", "c.d.e"}


def test_a_room_is_what_stands_directly_in_a_package() -> None:
    names = ("ocr.layout.words.Word", "ocr.engines", "ocr", "ocr.__init__")
    assert [room_of(name) for name in names] == ["ocr.layout", "ocr.engines", None, None]


STOVE = """import re
from inn.cellar import fetch
from inn.well import draw
HEAT = 200

def cook():
    re.sub("a", lambda found: draw(), "aa")
    return fetch(taste)

def taste():
    return 1
"""
CELLAR = """from inn.well import draw
DEPTH = 3
'''Metres.'''

def fetch(then):
    draw()
    return then()
"""
WELL = """def draw():
    return deep()

def deep():
    return ""
"""


@pytest.fixture
def inn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of three rooms: a kitchen asks the cellar, and the cellar asks whom it was told to ask."""
    folder = tmp_path / "inn"
    (folder / "kitchen").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "kitchen" / "__init__.py").touch()
    for name, text in (("kitchen/stove", STOVE), ("cellar", CELLAR), ("well", WELL)):
        (folder / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for loaded in [name for name in sys.modules if name.partition(".")[0] == "inn"]:
        del sys.modules[loaded]


def test_a_package_is_counted_as_it_stands(inn: Path) -> None:
    house = house_of(inn)
    assert house.floors == {"inn.kitchen": 3, "inn.cellar": 2, "inn.well": 1}
    assert (house.arrows_up, house.lines, house.constants, house.described) == (0, 23, 2, 1)


def test_calls_between_rooms_are_counted_through_libraries_and_callbacks(inn: Path) -> None:
    cook = import_module("inn.kitchen.stove").cook
    steps = walked(cook, inn.parent, ("inn",), "inn.kitchen")
    # The lambda stands in the kitchen; the cellar calls the kitchen's function that it was handed.
    assert dict(steps.calls) == {
        ("inn.kitchen", "inn.well"): 2,
        ("inn.kitchen", "inn.cellar"): 1,
        ("inn.cellar", "inn.well"): 1,
        ("inn.cellar", "inn.kitchen"): 1,
    }
    assert (steps.entered("inn.well"), steps.left("inn.kitchen"), steps.left("inn.well")) == (3, 3, 0)
    assert steps.order == ["inn.well", "inn.well", "inn.cellar"]


def test_an_error_leaves_the_rooms_that_it_passes(inn: Path) -> None:
    cellar, well = import_module("inn.cellar"), import_module("inn.well")

    def work() -> None:
        with pytest.raises(TypeError):
            cellar.fetch(None)
        # From no room: it would count as the cellar's if the error had not led out of there.
        well.draw()

    steps = walked(work, inn.parent, ("inn",), "inn.cellar")
    assert dict(steps.calls) == {("inn.cellar", "inn.well"): 1}


def test_a_walk_turns_back_when_it_comes_to_a_room_again() -> None:
    assert [turns_back(walk) for walk in ("", "aab", "aba", "abcab")] == [0, 0, 1, 2]
