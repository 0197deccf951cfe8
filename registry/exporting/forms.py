"""The two forms of an export: JSON Lines, one record a line, and CSV (RFC 4180), one person a line."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from registry.domain.interchange_fields import FIELDS, PERSON
from registry.domain.names_stated import NamedPerson, birth_parts
from registry.domain.spreadsheet_cells import ESCAPED, guarded
from registry.exporting.content import ExportedRecord

# The columns that our own import knows come first and under its names: an export is a legacy list as well.
COLUMNS: Final = (
    *FIELDS, "record", "document_type", "role", "row", "birth_precision", "state", "standing", "version",
    "registered_at", ESCAPED,
)  # fmt: skip
BYTE_ORDER_MARK: Final = "\ufeff"
LINES: Final = 256
"""So many lines go to the cipher at a time."""


def json_lines(records: Iterable[ExportedRecord]) -> Iterator[str]:
    """Each record as one object. Every key is always there, so that a program need not guess."""
    for record in records:
        told = {
            "record": record.number,
            "office": record.office,
            "document_type": record.document_type,
            "state": record.state,
            "standing": record.standing,
            "version": record.version,
            "registered_at": f"{record.registered_at:%Y-%m-%dT%H:%M:%SZ}",
            "register_number": record.register_number,
            "page_number": record.page_number,
            "external_id": record.external_id,
            "values": dict(record.values),
            "people": [_person(one) for one in record.people],
            "sensitive": dict(record.sensitive),
        }
        yield json.dumps(told, ensure_ascii=False) + "\n"


def csv_lines(records: Iterable[ExportedRecord], *, byte_order_mark: bool) -> Iterator[str]:
    """A header, then each person of each record: CRLF, every cell quoted, formulas guarded.

    Cells are quoted even where RFC 4180 does not ask for it: a spreadsheet that parts at semicolons, as those
    in Arabic do, must not find the start of a cell within a name.
    """
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    yield (BYTE_ORDER_MARK if byte_order_mark else "") + held.getvalue()
    for record in records:
        held.seek(0)
        held.truncate()
        writer.writerows(guarded(_cells(record, one)) for one in record.people)
        yield held.getvalue()


def in_pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Text as UTF-8, many lines at a time."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == LINES:
            yield "".join(held).encode()
            held.clear()
    if held:
        yield "".join(held).encode()


def _person(one: NamedPerson) -> dict[str, object]:
    date, _, precision = birth_parts(one.birth_date)
    return {**asdict(one), "birth_date": date, "birth_precision": precision}


def _cells(record: ExportedRecord, one: NamedPerson) -> dict[str, str]:
    date, _, precision = birth_parts(one.birth_date)
    return {
        **{key: str(getattr(one, key)) for key in PERSON},
        "birth_date": date,
        "birth_precision": precision,
        # Others whom the paper names (father, members) have no number of their own in the list it came from.
        "external_id": record.external_id if one.role == "subject" else "",
        "register_number": record.register_number,
        "page_number": record.page_number,
        "registry_office": record.office,
        "record": str(record.number),
        "document_type": record.document_type,
        "role": one.role,
        "row": str(one.row),
        "state": record.state,
        "standing": record.standing,
        "version": str(record.version),
        "registered_at": f"{record.registered_at:%Y-%m-%dT%H:%M:%SZ}",
    }
