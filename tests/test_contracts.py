"""Each import contract is proved by planting the very import that it forbids."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import tree

PACKAGES = (
    *("api", "arabic", "bench", "cli", "imaging", "messages"),
    *("ocr", "reference", "registry", "specimens", "training", "workers"),
)

# Contract, module, and the import planted there.
PLANTED = [
    ("Arrows point down", "arabic", "import reference"),
    ("Arrows point down", "registry", "import ocr"),
    ("Arrows point down", "workers", "import api"),
    ("The door never reaches the readers, not even through others", "api", "import workers"),
    ("The door never reaches the readers, not even through others", "api", "import cv2"),
    ("Reading is pure: no database, web, queue or words", "ocr", "import sqlalchemy"),
    ("The register knows neither pixels nor doors", "registry", "import fastapi"),
    ("Workers know no web", "workers", "import starlette"),
    ("The ground floor is plain", "imaging", "import redis"),
    ("Specimens draw with Pillow and letters alone", "specimens", "import sqlalchemy"),
    ("The service never draws invented papers", "api", "import specimens"),
    ("Nothing needs the training room", "cli", "import training"),
    ("Settings are read at entry points alone", "registry", "import settings"),
    ("Floors of the readers", "ocr.text", "import ocr.labels"),
    ("Floors of the readers", "ocr.extraction", "import ocr.verification"),
    ("Floors of the readers", "ocr.rectification", "import ocr.layout"),
    ("Floors of the readers", "ocr.selection", "import ocr.pipeline"),
    ("Extraction asks no picture", "ocr.extraction", "import ocr.rectification"),
    ("Pure rooms of the readers see no pixels", "ocr.labels", "import cv2"),
    ("Pure rooms of the readers see no pixels", "ocr.tables", "import cv2"),
    ("What works on pixels alone knows no papers", "ocr.segmentation", "import reference"),
    ("What works on pixels alone knows no papers", "ocr.image", "import arabic"),
    ("Floors of the register", "registry.domain", "import registry.models"),
    ("Floors of the register", "registry.records", "import registry.review"),
    ("Floors of the register", "registry.intake", "import registry.records"),
    ("Terms and rules of the register know no database", "registry.domain", "import sqlalchemy"),
    ("Terms and rules of the register know no database", "registry.rules", "import sqlalchemy"),
]


def rooms() -> tuple[str, ...]:
    """The rooms inside packages that the contracts put on floors."""
    contracts = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return tuple(
        f"{container}.{room.strip(' ()')}"
        for contract in contracts["tool"]["importlinter"]["contracts"]
        for container in contract.get("containers", ())
        for layer in contract["layers"]
        for room in layer.split("|")
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty house with our rooms' names and our contracts; its workers use the readers, as ours do."""
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("import ocr\n" if package == "workers" else "")
    for room in rooms():
        folder = tmp_path.joinpath(*room.split("."))
        folder.mkdir()
        (folder / "__init__.py").touch()
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    shutil.copy(tree.ROOT / "settings.py", tmp_path)
    return tmp_path


def broken(house: Path) -> set[str]:
    """Names of the contracts that import-linter calls broken there."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {"PYTHONPATH": str(house), "PYTHONSAFEPATH": "1"}
    answer = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    return {line.removesuffix(" BROKEN") for line in answer.stdout.splitlines() if line.endswith(" BROKEN")}


def test_a_house_in_order_keeps_every_contract(house: Path) -> None:
    assert broken(house) == set()


@pytest.mark.parametrize(("contract", "package", "line"), PLANTED)
def test_a_forbidden_import_breaks_its_contract(house: Path, contract: str, package: str, line: str) -> None:
    with house.joinpath(*package.split("."), "__init__.py").open("a") as module:
        module.write(line + "\n")
    assert contract in broken(house)


@pytest.mark.parametrize("package", ["ocr", "registry"])
def test_a_room_without_a_floor_breaks_the_contract_of_its_package(house: Path, package: str) -> None:
    (house / package / "attic").mkdir()
    (house / package / "attic" / "__init__.py").write_text("")
    assert broken(house) & {"Floors of the readers", "Floors of the register"}
