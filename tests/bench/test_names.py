"""The name engine is measured against the others on the same pairs, and stays ahead."""

import json

import pytest
from rich.console import Console

from bench.name_pairs import generated_pairs, hand_pairs
from bench.names import run, soundex
from bench.printing import as_json, print_results
from bench.result import BenchOptions, BenchResult


@pytest.fixture(scope="module")
def result() -> BenchResult:
    return run(BenchOptions(scale=0.1))


def test_ours_is_ahead_of_every_baseline(result: BenchResult) -> None:
    rivals = [result.figures[f"names.{name}.f1"] for name in ("levenshtein", "jaro_winkler", "soundex_like")]
    assert result.figures["names.ours.f1"] >= 0.93
    assert result.figures["names.ours.f1"] > max(rivals) + 0.05


def test_ours_decides_the_hard_cases(result: BenchResult) -> None:
    assert result.figures["names.ours.hand_f1"] >= 0.9


def test_kurdish_and_arabic_spellings_meet_and_different_names_do_not(result: BenchResult) -> None:
    assert result.figures["names.kurdish.recall"] >= 0.95
    assert result.figures["names.kurdish.by_key"] < 0.7
    assert result.figures["names.kurdish.others_met"] == 0


def test_pairs_are_drawn_from_their_seed_alone() -> None:
    assert generated_pairs(50, 7) == generated_pairs(50, 7)
    assert generated_pairs(50, 7) != generated_pairs(50, 8)


def test_both_labels_are_drawn_and_written() -> None:
    for pairs in (generated_pairs(200, 7), hand_pairs()):
        assert 0.35 < sum(pair.same for pair in pairs) / len(pairs) < 0.65
        assert all(pair.here != pair.there for pair in pairs)


def test_the_soundex_like_key_joins_what_sounds_alike() -> None:
    assert soundex("جاسم") == soundex("جاسن")
    assert soundex("حسن") != soundex("علي")


def test_figures_and_tables_are_printed(result: BenchResult) -> None:
    assert json.loads(as_json([result]))["names.ours.f1"] == result.figures["names.ours.f1"]
    console = Console(width=160, record=True, file=None)
    with console.capture() as captured:
        print_results([result], console)
    assert "Names: one person or two" in captured.get()
