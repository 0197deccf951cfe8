"""The lock under which an installation is made: keys and tables come into being once, whoever comes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o700
LOCK: Final = "making.lock"


@contextmanager
def made_by_one(folder: Path) -> Iterator[None]:
    """Hold a data folder, made for its owner alone if it is not there; others wait here meanwhile."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
