"""A number is moved wherever it is used, and put back."""

from bench.result import BenchOptions
from bench.sensitivity import Constant, constants, run


def test_every_number_of_the_rooms_that_stay_is_found() -> None:
    known = {(one.module, one.name) for one in constants()}
    assert ("ocr.verification.document_checks", "SURE_TYPE") in known
    assert not any(module.endswith("find_values") for module, _ in known)


def test_whole_numbers_move_by_one_at_least() -> None:
    assert Constant("ocr.x", "N", 2).moved(0.25) == 3
    assert Constant("ocr.x", "N", 2).moved(-0.25) == 1
    assert Constant("ocr.x", "N", 0.8).moved(0.25) == 1.0


def test_a_run_tells_what_changed_and_leaves_every_number_as_it_was() -> None:
    before = [(one.module, one.name, one.value) for one in constants()]
    result = run(BenchOptions(pages=1, scale=4 / len(before)))
    assert result.figures["sensitivity.constants"] == 4
    assert [(one.module, one.name, one.value) for one in constants()] == before
