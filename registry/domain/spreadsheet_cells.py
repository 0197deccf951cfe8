"""Cells that a spreadsheet would run as a formula are guarded, and a column says which: nothing is falsified.

RFC 4180 has no means against it: a quoted `=1+1` is run as well. So every CSV of ours puts an apostrophe
before such a cell (also before one that begins with an apostrophe) and names the guarded columns of each
line in `escaped`. Who reads the file takes one apostrophe off in those columns, as our own import does, and
has the value as it stands in the register. A CSV without guards is not offered: JSON Lines is for programs.
"""

from collections.abc import Mapping
from typing import Final

ESCAPED: Final = "escaped"
MARK: Final = "'"
# The full-width forms are taken for formulas by some spreadsheets in East Asian settings.
_STARTS: Final = tuple("=+-@＝＋－＠")
_BREAKS: Final = ("\t", "\r", "\n", MARK)


def guarded(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line as they are written, with `escaped`, which lists the columns that have a mark."""
    marked = [column for column, cell in cells.items() if _runs(cell)]
    written = {column: MARK + cell if column in marked else cell for column, cell in cells.items()}
    return {**written, ESCAPED: " ".join(marked)}


def unguarded(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line of ours as they stand in the register."""
    marked = cells.get(ESCAPED, "").split()
    bare = {column: cell.removeprefix(MARK) if column in marked else cell for column, cell in cells.items()}
    bare.pop(ESCAPED, None)
    return bare


def _runs(cell: str) -> bool:
    return cell.lstrip(" ").startswith(_BREAKS) or cell.lstrip().startswith(_STARTS)
