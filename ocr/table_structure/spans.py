"""What a table takes up on a straight page: columns across it, header and body down it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A column from `left` to `right`, in pixels of the straight page."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Columns from the left; the header from `top` to `body` (none where both are one), rows to `bottom`."""

    columns: tuple[Span, ...]
    top: float
    body: float
    bottom: float
