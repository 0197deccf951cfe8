"""Making a new installation: once, however many processes come at the same time."""

from pathlib import Path

from tests.cli.commands import started

PATIENCE = 120.0


def test_of_two_processes_on_a_new_folder_one_makes_it_and_the_other_finds_it_made(tmp_path: Path) -> None:
    with started("migrate", data=tmp_path / "بيت") as one, started("migrate", data=tmp_path / "بيت") as other:
        said = [process.communicate(timeout=PATIENCE)[0] for process in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0), said
    assert sorted("Recovery key" in words for words in said) == [False, True]
