"""Fields of lists that come in and go out."""

from typing import Final

PERSON: Final = (
    "given_name",
    "father_name",
    "grandfather_name",
    "laqab",
    "mother_name",
    "maternal_grandfather_name",
    "sex",
    "birth_date",
    "national_number",
)
FIELDS: Final = ("external_id", *PERSON, "register_number", "page_number", "registry_office")
