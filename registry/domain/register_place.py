"""Register and page that a document states, as one place."""

from collections.abc import Mapping

from reference.unknown_words import known_values


def register_place(values: Mapping[str, str]) -> tuple[str, str]:
    """Register and page that a paper names; on a birth certificate they are the father's.

    Empty where it names none, or says that it is not known.
    """
    values = known_values(values)
    register = values.get("register_number") or values.get("father_register_number") or ""
    page = values.get("page_number") or values.get("father_page_number") or ""
    return register, page
