"""Which Chromium there is: the one place that tells `doctor` and the tests. `./sijill` asks the same."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium-headless-shell", "chromium", "google-chrome", "chrome")
"""Programs in the order of preference; the variable CHROME, a name or a path, comes before all of them."""


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The first browser that is installed; None for none."""
    names = (environment.get("CHROME", ""), *NAMES)
    found = (shutil.which(name, path=environment.get("PATH")) for name in names if name)
    return next((Path(path) for path in found if path), None)
