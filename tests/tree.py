"""The project's own files, with git or without it (a bare machine has none)."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "data", "dist", "checkpoints", "cache", "__pycache__", ".hypothesis"}
PICTURES = {
    ".png",
    ".jpg",
    ".webp",
    ".woff2",
    ".ttf",
    ".otf",
    ".onnx",
    ".pt",
    ".traineddata",
    ".npz",
    ".mo",
    ".gz",
    ".tiff",
    ".heic",
}


@cache
def files() -> tuple[Path, ...]:
    """Every tracked file; without git, every file outside caches and the virtual environment."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        found = (ROOT / name for name in listed.stdout.split("\0") if name)
    else:
        found = (path for path in ROOT.rglob("*") if not is_foreign(path.relative_to(ROOT)))
    return tuple(sorted(path for path in found if path.is_file()))


def is_foreign(path: Path) -> bool:
    """Whether a path lies in a cache, the virtual environment or a data folder."""
    return any(part in NOT_OURS or (part.startswith(".") and part.endswith("_cache")) for part in path.parts)


def modules() -> tuple[Path, ...]:
    """Every Python module of ours."""
    return tuple(path for path in files() if path.suffix == ".py")


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file."""
    for path in files():
        if path.suffix not in PICTURES:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of one module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
