"""Numbers, dates and sizes as each language expects them."""

from datetime import datetime, timedelta, timezone
from typing import Final

from messages.language import Language

# Iraq keeps UTC+3 all year since 2008; a fixed offset needs no time zone files on a bare machine.
BAGHDAD: Final = timezone(timedelta(hours=3), "Asia/Baghdad")
ARABIC_INDIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

FIRST_STRONG_ISOLATE: Final = "\u2068"
LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
POP_ISOLATE: Final = "\u2069"


def digits(text: str | int, language: Language) -> str:
    """Western digits replaced by those of the language: Arabic-Indic in Arabic and Sorani."""
    return str(text) if language is Language.en else str(text).translate(ARABIC_INDIC)


def number(value: int, language: Language) -> str:
    """A count with thousands kept apart (CLDR: `٬` in Arabic script, `,` in English)."""
    grouped = f"{value:,}"
    return grouped if language is Language.en else digits(grouped.replace(",", "٬"), language)


def decimal(value: float, language: Language, places: int = 1) -> str:
    """A number with `places` decimals (CLDR: `٫` in Arabic script)."""
    plain = f"{value:.{places}f}"
    return plain if language is Language.en else digits(plain.replace(".", "٫"), language)


def percent(text: str, language: Language) -> str:
    """A formatted number with the language's sign for hundredths (CLDR: `٪` in Arabic script)."""
    return f"{text}%" if language is Language.en else f"{text}٪"


def chance(value: float, language: Language) -> str:
    """How sure a reading is, from 0 to 1, in whole hundredths rounded down: no reading is certain."""
    return percent(number(min(99, int(value * 100)), language), language)


def moment(at: datetime, language: Language) -> str:
    """Date and time in Baghdad, `YYYY/MM/DD HH:MM` in the language's digits. Show it left to right."""
    return digits(at.astimezone(BAGHDAD).strftime("%Y/%m/%d %H:%M"), language)


def isolated(text: str) -> str:
    """`text` between isolates (UAX 9), so that its direction can't disturb the sentence around it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def left_to_right(text: str) -> str:
    """`text` isolated and shown left to right whatever it holds: dates, file numbers, codes."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}"
