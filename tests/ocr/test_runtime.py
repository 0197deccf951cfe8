"""The OCR runtime tells its maker nothing: it is loaded in one place alone, with its telemetry off."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tree

LOADS = "from ocr.recognition import crnn; crnn.load(); import time; time.sleep({seconds})"
FIRST_WORD_SECONDS = 20
"""With its telemetry on the library looks its maker's name up 9.5 seconds after it was loaded (strace)."""
LIBRARY = "onnxruntime"
HOUSE = "ocr.runtime"


def in_a_fresh_home(home: Path, seconds: int, *before: str) -> None:
    """Load a network of ours for so long, in a process whose environment says nothing of telemetry."""
    hidden = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    environment = {**kept, "HOME": str(home), "PYTHONPATH": str(tree.ROOT)}
    subprocess.run(
        [*before, sys.executable, "-c", LOADS.format(seconds=seconds)],
        env=environment,
        check=True,
        timeout=120,
    )


def test_a_fresh_home_is_left_empty(tmp_path: Path) -> None:
    in_a_fresh_home(tmp_path, 1)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace shows what is asked of the network")
def test_no_connection_is_opened_and_no_name_is_looked_up(tmp_path: Path) -> None:
    home, trace = tmp_path / "home", tmp_path / "trace"
    home.mkdir()
    calls = "trace=socket,connect,sendto,sendmmsg"
    in_a_fresh_home(home, FIRST_WORD_SECONDS, "strace", "-f", "-qq", "-e", calls, "-o", str(trace))
    assert "AF_INET" not in trace.read_text()


def imports_of(source: str) -> list[str]:
    """The modules that a file imports, in order of lines."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
    return [name for _, name in sorted(found)]


def test_whoever_loads_the_library_goes_through_the_one_place() -> None:
    bypassing = []
    for path in sorted(tree.ROOT.rglob("*.py")):
        inside = path.relative_to(tree.ROOT)
        if set(inside.parts) & tree.NOT_OURS or inside == Path("ocr/runtime.py"):
            continue
        names = imports_of(path.read_text(encoding="utf-8"))
        first = next((at for at, name in enumerate(names) if name.split(".")[0] == LIBRARY), None)
        if first is not None and HOUSE not in names[:first]:
            bypassing.append(str(inside))
    assert bypassing == []


@pytest.mark.parametrize("file", ["sijill", "Dockerfile"])
def test_script_and_image_say_so_too(file: str) -> None:
    assert "ORT_DISABLE_TELEMETRY=1" in (tree.ROOT / file).read_text(encoding="utf-8")
