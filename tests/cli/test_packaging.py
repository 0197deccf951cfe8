"""The image and the compose file, looked at, not built: they name what is there and grant no more."""

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from cli.verbs import VERBS
from settings import Settings
from tests import tree

PROCESSES: Final = ("migrate", "serve", "dispatch", "worker")
COMPOSE: Final = tree.ROOT / "compose.yaml"
# Words of the compose file itself, which no process reads.
OF_COMPOSE: Final = {"SIJILL_DATABASE_PASSWORD"}
NEVER_IN_THE_IMAGE: Final = {".git", ".venv", "data", "docs", "tests", "training"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of the compose file, anchors resolved."""
    loaded: dict[str, Any] = YAML(typ="safe").load(COMPOSE)
    found: dict[str, Any] = loaded["services"]
    return found


def image() -> str:
    """The image's recipe, a line for each instruction."""
    return (tree.ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def kept() -> set[str]:
    """What the image is given of the tree."""
    lines = (tree.ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_the_compose_file_follows_its_specification() -> None:
    checker = str(Path(sys.executable).with_name("check-jsonschema"))
    command = [checker, "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout


def test_each_process_is_a_service_that_runs_its_verb(services: dict[str, Any]) -> None:
    assert set(services) == {*PROCESSES, "postgres", "valkey"}
    assert {name: services[name]["command"] for name in PROCESSES} == {name: [name] for name in PROCESSES}
    assert set(PROCESSES) <= set(VERBS)


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_can_write_to_its_data_alone(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["data:/var/lib/sijill"]


def test_nothing_is_reached_from_outside_but_the_door_and_that_from_this_machine(
    services: dict[str, Any],
) -> None:
    assert {name for name, service in services.items() if "ports" in service} == {"serve"}
    assert all(port.startswith("127.0.0.1:") for port in services["serve"]["ports"])


@pytest.mark.parametrize("name", ["serve", "dispatch", "worker"])
def test_no_process_starts_on_an_old_schema(services: dict[str, Any], name: str) -> None:
    assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_no_file_names_a_setting_that_is_none() -> None:
    known = {f"SIJILL_{name.upper()}" for name in Settings.model_fields} | OF_COMPOSE
    named = set(re.findall(r"SIJILL_[A-Z_]+", COMPOSE.read_text(encoding="utf-8") + image()))
    assert named <= known


def test_the_image_holds_what_the_wheel_holds_and_what_it_needs_to_run() -> None:
    built = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
        "build"
    ]
    packages = set(built["targets"]["wheel"]["packages"])
    assert packages <= kept()
    assert kept() - packages == {"alembic", "alembic.ini", "LICENSE", "locks", "NOTICE", "settings.py"}
    assert all((tree.ROOT / name).exists() for name in kept())
    assert not kept() & NEVER_IN_THE_IMAGE


def test_the_image_runs_as_nobody_in_particular() -> None:
    last = image().rpartition("\nFROM ")[2]
    assert re.search(r"^USER (\d+):(\d+)$", last, re.MULTILINE) is not None
    assert "USER 0" not in last
    assert "USER root" not in last


def test_the_image_looks_after_its_own_health() -> None:
    found = re.search(r'HEALTHCHECK.*CMD \["python", "-m", "([\w.]+)"\]', image())
    assert found is not None
    assert find_spec(found[1]) is not None


def test_the_image_installs_from_the_hashed_locks_alone() -> None:
    installs = re.findall(r"pip install [^&]*", image())
    assert installs
    assert all("--require-hashes" in words and "-r /locks/" in words for words in installs)
