"""Linkage is measured beside Splink and plain rules, and tells how to get Splink where it is not."""

import json

import pytest
import typer

from bench import linkage
from bench.doubles import draw_list
from bench.linkage import run
from bench.result import BenchOptions
from bench.splinked import HOW, is_here, splink, strictest
from cli.bench import bench
from cli.exits import Exit


@pytest.mark.slow
def test_ours_finds_more_than_every_rule_and_takes_no_sibling_for_one_person() -> None:
    figures = run(BenchOptions(scale=0.05)).figures
    assert figures["linkage.ours.precision"] >= 0.98
    assert figures["linkage.ours.recall"] >= 0.98
    assert figures["linkage.ours.siblings_as_one"] == 0
    for rule in ("same_national_number", "same_three_names_and_year", "alike_names"):
        assert figures[f"linkage.{rule}.recall"] < figures["linkage.ours.recall"]


def test_the_best_threshold_keeps_what_raises_f1() -> None:
    found = {(1, 2): 0.99, (3, 4): 0.9, (5, 6): 0.8, (7, 8): 0.7}
    assert strictest(found, {(1, 2), (3, 4)}) == {(1, 2), (3, 4)}
    assert strictest(found, {(1, 2), (7, 8), (5, 6)}) == set(found)
    assert strictest({}, {(1, 2)}) == set()


@pytest.mark.slow
def test_where_splink_is_missing_the_rest_is_measured_and_the_answer_is_three(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(linkage, "is_here", lambda: False)
    with pytest.raises(typer.Exit) as ended:
        bench(["linkage"], json_object=True, scale=0.01)
    assert ended.value.exit_code == Exit.missing
    out, err = capsys.readouterr()
    assert HOW in err
    figures = json.loads(out)
    assert "linkage.ours.recall" in figures
    assert not [key for key in figures if "splink" in key]


@pytest.mark.skipif(not is_here(), reason="Splink is installed by who measures it (locks/linkage.txt)")
def test_splink_finds_most_doubles() -> None:
    listed = list(draw_list(1_000, 7))
    true = linkage._doubles(listed)
    assert len(set(splink(listed)) & true) > 0.8 * len(true)
