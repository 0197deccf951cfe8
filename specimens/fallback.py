"""Values for fields nobody foresaw, so that a form described by a new data file can be drawn at once."""

from reference.documents import FieldKind, FieldSpec
from specimens.occasion import Occasion
from specimens.regions import draw_town
from specimens.sayings import WORDS
from specimens.sources import birth_time, day


def invented(spec: FieldSpec, occasion: Occasion) -> str:
    """A value of the field's kind; one of its listed values when it has a list."""
    rng = occasion.rng
    if spec.values:
        return rng.choice(spec.values)
    match spec.kind:
        case FieldKind.NAME_PART:
            return rng.choice(occasion.strangers).given_name
        case FieldKind.NAME_CHAIN:
            return rng.choice(occasion.strangers).full
        case FieldKind.DIGITS | FieldKind.CODE:
            return occasion.number(rng.randrange(3, 9))
        case FieldKind.NUMBER:
            return str(rng.randrange(1, 12))
        case FieldKind.MONEY:
            return str(rng.randrange(1, 400) * 25_000)
        case FieldKind.DATE:
            return day(occasion.written)
        case FieldKind.TIME:
            return birth_time(occasion)
        case FieldKind.PLACE:
            return draw_town(rng)
        case _:
            return " ".join(rng.sample(WORDS, rng.randrange(1, 4)))
