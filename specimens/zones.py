"""The machine readable zone of a card or a passport, composed by ICAO Doc 9303 from the paper's own facts."""

import datetime as dt
import random

from arabic.icao import transliterate
from arabic.mrz import MrzFormat, compose, join_names
from specimens.families import draw_date
from specimens.latin import latin_name
from specimens.occasion import Occasion
from specimens.people import Person, Sex

ISSUER = "IRQ"
# Doc 9303-3 keeps UTO for a state that does not exist.
NOWHERE = "UTO"


def machine_lines(document_type: str, occasion: Occasion) -> tuple[str, ...]:
    """TD3 for a passport, TD1 for every other paper that has a zone."""
    return _passport(occasion) if document_type == "passport" else _card(occasion)


def stranger_zone(rng: random.Random) -> tuple[str, ...]:
    """A valid TD1 zone of a state that does not exist."""
    birth = draw_date(rng, dt.date(1950, 1, 1), dt.date(2004, 12, 31))
    values = {
        "document_code": "I",
        "issuer": NOWHERE,
        "document_number": f"{rng.choice('DLX')}{rng.randrange(10**8):08d}",
        "birth_date": six_digits(birth),
        "sex": rng.choice("MF"),
        "expiry_date": six_digits(draw_date(rng, dt.date(2025, 1, 1), dt.date(2035, 12, 31))),
        "nationality": NOWHERE,
        "names": join_names(
            rng.choice(("ERIKSSON", "MORALES", "OKAFOR")), (rng.choice(("ANNA", "LUIS")),), 30
        ),
    }
    return compose(MrzFormat.TD1, values)


def six_digits(day: dt.date) -> str:
    """A date as zones write it: YYMMDD."""
    return day.strftime("%y%m%d")


def _sex(person: Person) -> str:
    return "M" if person.sex is Sex.MALE else "F"


def _card(occasion: Occasion) -> tuple[str, ...]:
    """A national card: the national number in the optional data, Arabic names letter by letter."""
    person, card = occasion.subject, occasion.card
    given = (transliterate(person.given_name), transliterate(person.father_name))
    values = {
        "document_code": "ID",
        "issuer": ISSUER,
        "document_number": card.document_number,
        "optional": person.national_number,
        "birth_date": six_digits(person.birth),
        "sex": _sex(person),
        "expiry_date": six_digits(card.expires),
        "nationality": ISSUER,
        "names": join_names(transliterate(person.laqab), given, MrzFormat.TD1.width),
    }
    return compose(MrzFormat.TD1, values)


def _passport(occasion: Occasion) -> tuple[str, ...]:
    """A passport: names by sound, as its Latin captions have them."""
    person = occasion.subject
    given = tuple(latin_name(person.triple).replace("-", " ").split())
    names = join_names(latin_name(person.laqab).replace("-", " "), given, 39)
    values = {
        "document_code": "P",
        "issuer": ISSUER,
        "names": names,
        "document_number": occasion.passport_number,
        "nationality": ISSUER,
        "birth_date": six_digits(person.birth),
        "sex": _sex(person),
        "expiry_date": six_digits(occasion.passport_expires),
        "optional": "",
    }
    return compose(MrzFormat.TD3, values)
