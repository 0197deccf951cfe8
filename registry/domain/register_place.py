"""Register and page that a document states, as one place."""

from collections.abc import Mapping


def register_place(values: Mapping[str, str]) -> tuple[str, str]:
    """Register and page that a paper names; on a birth certificate they are the father's."""
    register = values.get("register_number") or values.get("father_register_number") or ""
    page = values.get("page_number") or values.get("father_page_number") or ""
    return register, page
