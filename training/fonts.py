"""Install the fonts of `specimens/fonts/families.toml`: Debian packages, and npm packages turned into TTF.

`python -m training.fonts` needs root for the Debian part (`--skip-debian` leaves it out) and npm.
"""

import argparse
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from specimens.fonts import FAMILIES

TARGET = Path(__file__).parent / "cache" / "fonts"
WEIGHTS = (400, 700)
# A package that holds whole TTF files, not web fonts in halves.
NPM = "npm:"
# An Arabic word list for running text, and the typeface of machine readable zones.
DEBIAN_TOO = ("hunspell-ar", "fonts-ocr-b", "libfribidi0")


def sources() -> tuple[set[str], set[str]]:
    """The Debian and the npm packages that hold the listed families."""
    rows = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))["family"]
    every = {row["source"] for row in rows}
    npm = {name for name in every if name.startswith(("@", NPM))}
    return every - npm | set(DEBIAN_TOO), npm


def whole_files() -> set[str]:
    """Files that npm packages hold as they are needed."""
    rows = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))["family"]
    return {file for row in rows if row["source"].startswith(NPM) for file in row["files"]}


def install_debian(packages: set[str]) -> None:
    subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *sorted(packages)], check=True)


def install_npm(packages: set[str]) -> None:
    """Fetch web fonts and join their Arabic and Latin halves into one TTF a weight; copy whole ones."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "package.json").write_text("{}", encoding="utf-8")
        names = sorted(package.removeprefix(NPM) for package in packages)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *names],
                       cwd=folder, check=True)  # fmt: skip
        for name in names:
            for weight in WEIGHTS:
                convert(Path(folder, "node_modules", name), weight)
        for path in sorted(Path(folder, "node_modules").rglob("*.ttf")):
            if path.name in whole_files():
                shutil.copy(path, TARGET)


def convert(package: Path, weight: int) -> None:
    """One weight of a package; weights it does not have are left out."""
    halves = [
        package / "files" / f"{package.name}-{part}-{weight}-normal.woff2" for part in ("arabic", "latin")
    ]
    found = [half for half in halves if half.exists()]
    if not found or "arabic" not in found[0].name:
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for half in found:
            font = TTFont(half)
            font.flavor = None
            font.save(Path(folder, half.stem + ".ttf"))
            plain.append(str(Path(folder, half.stem + ".ttf")))
        whole = Merger().merge(plain) if len(plain) > 1 else TTFont(plain[0])
        whole.save(TARGET / f"{package.name}-{weight}.ttf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skip-debian", action="store_true")
    asked = parser.parse_args()
    debian, npm = sources()
    if not asked.skip_debian:
        install_debian(debian)
    install_npm(npm)


if __name__ == "__main__":
    main()
