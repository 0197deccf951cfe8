"""What documents cite is there: every module with a dot or a path in them exists, and every name in it."""

import ast
import re
from pathlib import Path

import pytest

from ocr.result.doubt import Doubt
from tests import tree

PACKAGES = "api|arabic|bench|cli|imaging|messages|ocr|reference|registry|specimens|training|workers"
DOTTED = re.compile(rf"(?<![\w./-])(?:{PACKAGES})(?:\.[A-Za-z_]\w*)+(?![\w/]|\.\w)")
PATHS = re.compile(rf"(?<![\w./-])(?:{PACKAGES}|tests)(?:/[\w-]+)+\.\w+")
DOCUMENTS = [path for path in tree.files() if path.suffix == ".md"]


def module_file(parts: list[str]) -> Path | None:
    """The file of a module or package."""
    stem = tree.ROOT.joinpath(*parts)
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)


def names_in(path: Path) -> set[str]:
    """What a module defines or brings in."""
    found: set[str] = set()
    for node in tree.parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return found


def exists(cited: str) -> bool:
    """Whether a dotted name leads to a module, or to something that a module defines."""
    parts = cited.split(".")
    if module_file(parts) or tree.ROOT.joinpath(*parts).is_dir():
        return True
    for size in range(len(parts) - 1, 0, -1):
        if (path := module_file(parts[:size])) is not None:
            return parts[size] in names_in(path)
    return False


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_that_a_document_cites_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [cited for cited in DOTTED.findall(text) if not exists(cited)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_cites_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [path for path in PATHS.findall(text) if not (tree.ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("cited", "there"),
    [
        ("registry.rules", True),
        ("registry.tasks.tasks.complete", True),
        ("registry.tasks.tasks.completes", False),
        ("ocr.pipeline", True),
        ("ocr.severed", False),
        ("ocr.nowhere.read", False),
    ],
)
def test_a_citation_is_believed_only_where_something_stands(cited: str, there: bool) -> None:
    assert exists(cited) is there


def test_the_list_of_doubts_is_the_one_of_the_code() -> None:
    text = (tree.ROOT / "docs" / "doubts.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(Doubt)
