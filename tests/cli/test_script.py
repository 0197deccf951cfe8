"""The script `sijill`: plain sh, from any folder, and honest about what is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests import tree

# Stands for the interpreter of .venv: says what it was started with, and installs nothing.
PYTHON = """#!/bin/sh
echo "safe=$PYTHONSAFEPATH path=$PYTHONPATH words=$*${PYTHONDONTWRITEBYTECODE:+ nothing compiled is kept}"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script and its locks in a folder with a space in its name, nothing installed."""
    folder = tmp_path / "دائرة الأحوال"
    shutil.copytree(tree.ROOT / "locks", folder / "locks")
    shutil.copy(tree.ROOT / "sijill", folder)
    return folder


def install(checkout: Path, lock: str) -> None:
    """Pretend that a lock was installed."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    shutil.copy(checkout / "locks" / f"{lock}.txt", checkout / ".venv" / f"{lock}.stamp")


def run(
    script: Path, *words: str, cwd: Path | None = None, shell: str = "sh"
) -> subprocess.CompletedProcess[str]:
    """Run the script by its path."""
    return subprocess.run([shell, script, *words], cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", ["read", "doctor", "--help", ""])
def test_verbs_that_install_nothing_say_so_and_end_with_three(checkout: Path, verb: str) -> None:
    answer = run(checkout / "sijill", verb)
    assert answer.returncode == 3
    assert "./sijill up" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize("lock", ["run", "test"])
def test_what_is_installed_is_used_as_it_is(checkout: Path, lock: str) -> None:
    install(checkout, lock)
    answer = run(checkout / "sijill", "read", "a b.jpg")
    assert answer.stdout == f"safe=1 path={checkout} words=-m cli.main read a b.jpg\n"


def test_compiled_modules_are_kept_whatever_the_shell_says(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    install(checkout, "run")
    assert "nothing compiled" not in run(checkout / "sijill", "doctor").stdout


def test_an_installation_older_than_the_lock_does_not_count(checkout: Path) -> None:
    install(checkout, "run")
    with (checkout / "locks" / "run.txt").open("a") as lock:
        lock.write("# newer\n")
    assert run(checkout / "sijill", "read", "x").returncode == 3


def test_it_works_from_any_folder_and_through_a_link(checkout: Path, tmp_path: Path) -> None:
    install(checkout, "run")
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "سجل"
    link.symlink_to(checkout / "sijill")
    assert f"path={checkout} " in run(Path("سجل"), "doctor", cwd=link.parent).stdout


def test_it_needs_no_bash(checkout: Path) -> None:
    dash = shutil.which("dash")
    if dash is None:
        pytest.skip("this system has no dash; its sh ran the other tests")
    install(checkout, "run")
    assert run(checkout / "sijill", "doctor", shell=dash).returncode == 0


def test_a_normal_user_is_told_exactly_what_is_missing(checkout: Path, tmp_path: Path) -> None:
    # A system without Python and libraries: only the tools that the script itself needs.
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "readlink", "grep", "cmp"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    (tools / "id").write_text("#!/bin/sh\necho 1000\n")
    (tools / "id").chmod(0o755)
    command = ["/bin/sh", str(checkout / "sijill"), "up"]
    answer = subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert answer.returncode == 3
    assert "apt-get install --no-install-recommends python3 python3-venv" in answer.stderr
    assert not (checkout / ".venv").exists()
