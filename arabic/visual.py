"""Between logical order (how text is stored) and visual order (how it stands on paper, left to right)."""

import re

from bidi import get_display

ARABIC_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
INVISIBLE = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
MIRRORED = str.maketrans("()<>[]{}«»", ")(><][}{»«")
# Seven Persian digits have the very shape of the Arabic-Indic ones; only ۴ ۵ ۶ can be told apart on paper.
SAME_DIGITS = str.maketrans("۰۱۲۳۷۸۹", "٠١٢٣٧٨٩")
# What a letter looks like while the next letter joins it, and what it looks like at the end of a word.
JOINED = str.maketrans("یکھ", "يكه")
ENDING = str.maketrans("یھە", "ىهه")

_LATIN_RUN = r"[0-9]*[A-Za-z](?:[^\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]*[A-Za-z0-9])?"
_NUMBER_RUN = r"[0-9٠-٩۰-۹]+(?:[/.:,][0-9٠-٩۰-۹]+)*"
_HYPHENED = r"[0-9]+(?:[-/.:,+][0-9]+)*"
# Once an Arabic letter came before it, a hyphen no longer holds a number together (UAX 9, W2 and W4).
_AFTER_LETTERS = re.compile(f"{_LATIN_RUN}|{_NUMBER_RUN}")
_BEFORE_LETTERS = re.compile(f"{_LATIN_RUN}|{_HYPHENED}|{_NUMBER_RUN}")
_SORANI = re.compile("[ڕڵێۆەگچپژڤ]")


def as_printed(text: str, *, right_to_left: bool = True) -> str:
    """What logical text looks like on paper, left to right, one character per shape a reader can tell apart.

    Marks and tatweel are dropped and spaces folded; ی is ي inside a word and ى at its end, ک is ك while it
    joins, ە at the end of a word is ه, Persian digits other than ۴ ۵ ۶ are Arabic-Indic ones.
    """
    bare = " ".join(INVISIBLE.sub("", text).split())
    shaped = "".join(
        letter.translate(JOINED if ARABIC_LETTER.match(follower) else ENDING)
        for letter, follower in zip(bare, [*bare[1:], " "], strict=False)
    )
    return to_visual(shaped, right_to_left=right_to_left).translate(SAME_DIGITS)


def to_visual(text: str, *, right_to_left: bool = True) -> str:
    """Reorder logical text as the bidirectional algorithm (UAX 9) puts it on paper, left to right.

    Brackets of a right-to-left line are mirrored, outside its Latin runs.
    """
    if not right_to_left:
        return str(get_display(text, base_dir="L"))
    return "".join(_mirrored(part) for part in _runs(str(get_display(text, base_dir="R"))))


def visual_to_logical(text: str) -> str:
    """Reorder what stands on paper, left to right, into logical order.

    A line without Arabic letters stays as seen: `2024/05/01`, `٢٠٢٤/٠٥/٠١`, `A12345678`, `O+`. In a line of
    Arabic, numbers, codes and Latin words keep their own direction.
    """
    if not ARABIC_LETTER.search(text):
        return text
    return "".join(_mirrored(part) for part in reversed(_runs(text)))


def restore_sorani(text: str) -> str:
    """Give logical text that holds Sorani letters the Sorani form of the letters that share a shape."""
    if not _SORANI.search(text):
        return text
    return re.sub(r"ه(?!\w)", "ە", text).translate(str.maketrans("يىك", "ییک"))


def _mirrored(part: str) -> str:
    return part if len(part) > 1 else part.translate(MIRRORED)


def _runs(text: str) -> list[str]:
    """Cut visual text into runs that read left to right and single characters."""
    last = max((match.end() for match in ARABIC_LETTER.finditer(text)), default=0)
    return [*_cut(text[:last], _AFTER_LETTERS), *_cut(text[last:], _BEFORE_LETTERS)]


def _cut(text: str, run: re.Pattern[str]) -> list[str]:
    parts: list[str] = []
    position = 0
    for match in run.finditer(text):
        parts.extend(text[position : match.start()])
        parts.append(match.group())
        position = match.end()
    parts.extend(text[position:])
    return parts
