"""Arabic letters in a machine-readable zone: the table of ICAO Doc 9303-3, section 6 C."""

import re
from itertools import product

from arabic.letters import TATWEEL, clean

_TABLE = {
    **dict(zip("ءآأؤإئاب", ("XE", "XAA", "XAE", "U", "I", "XI", "A", "B"), strict=True)),
    **dict(zip("ةتثجحخدذ", ("XTA", "T", "XTH", "J", "XH", "XKH", "D", "XDH"), strict=True)),
    **dict(zip("رزسشصضطظ", ("R", "Z", "S", "XSH", "XSS", "XDZ", "XTT", "XZZ"), strict=True)),
    **dict(zip("عغفقكلمن", ("E", "G", "F", "Q", "K", "L", "M", "N"), strict=True)),
    **dict(zip("هوىيٱٹټپ", ("H", "W", "XAY", "Y", "XXA", "XXT", "XRT", "P"), strict=True)),
    **dict(zip("ځڅچڈډڑړږ", ("XKE", "XXH", "XC", "XXD", "XDR", "XXR", "XRR", "XRX"), strict=True)),
    **dict(zip("ژښکګڭگںڼ", ("XJ", "XXS", "XKK", "XXK", "XNG", "XGG", "XNN", "XXN"), strict=True)),
    **dict(zip("ھۀہۂۃیۍې", ("XDO", "XYH", "XXG", "XGE", "XTG", "XYA", "XXY", "Y"), strict=True)),
    **dict(zip("ےۓ", ("XYB", "XBE"), strict=True)),
}
# The table gives these Sorani letters no value; the nearest Arabic letter stands in, as Arabised names do.
_STAND_IN = {"ڕ": "R", "ڵ": "L", "ۆ": "W", "ێ": "Y", "ە": "H", "ڤ": "F"}
_LETTERS = _TABLE | _STAND_IN

_SHADDA = "\u0651"
_FINAL_TA = "XAH"  # ta marbuta at the end of a name part
_ALLAH = ("ALLH", "ALLXH")  # the table, and what the examples of Doc 9303-3 print

# Only where a word ends: within one, LXH is the لح of اللحياني.
_ALLXH = re.compile(rf"{_ALLAH[1]}(?=<|$)")

_MULTIPLE = sorted((code for code in set(_LETTERS.values()) if len(code) > 1), key=len, reverse=True)
_BACK: dict[str, str] = {
    **{code: letter for letter, code in _STAND_IN.items()},
    **{code: letter for letter, code in reversed(_TABLE.items())},
    _FINAL_TA: "ة",
    "Y": "ي",
}


def transliterate(name: str) -> str:
    """Return one name part (or several, a filler `<` between) letter by letter as a machine-readable zone.

    A shadda doubles its letter; other marks are left out; ta marbuta is XTA within and XAH at the end of a
    part. Letters of no table are left out. A space within a part becomes `<`, as 9303-3 has it.
    """
    return "<".join(filter(None, map(_word, _kept(name).split())))


def _kept(name: str) -> str:
    """Clean the name but keep each shadda, which `clean` takes away."""
    return _SHADDA.join(clean(piece) if piece.strip() else piece for piece in name.split(_SHADDA))


def _word(word: str) -> str:
    coded: list[str] = []
    for place, letter in enumerate(word):
        if letter == _SHADDA and coded:
            coded.append(coded[-1])
        elif letter == "ة" and place == len(word) - 1:
            coded.append(_FINAL_TA)
        elif letter.isascii() and letter.isalpha():
            coded.append(letter.upper())
        else:
            coded.append("" if letter == TATWEEL else _LETTERS.get(letter, ""))
    return "".join(coded)


def accepted_forms(name: str) -> frozenset[str]:
    """Return every form of a name that Doc 9303-3 lets a document print.

    ta marbuta at the end of a part as XAH or XTA, الله as ALLH or ALLXH, the words of a compound name with
    or without the filler between them.
    """
    forms = [_word_forms(word) for word in _kept(name).split()]
    joined = {glue.join(choice) for choice in product(*forms) for glue in ("<", "")}
    return frozenset(joined - {""})


def _word_forms(word: str) -> list[str]:
    plain = _word(word)
    forms = {plain, plain.replace(*_ALLAH)}
    if plain.endswith(_FINAL_TA):
        forms |= {form.removesuffix(_FINAL_TA) + "XTA" for form in set(forms)}
    return sorted(forms)


def to_arabic(coded: str) -> str:
    """Return the Arabic letters that a machine-readable name stands for, a space for each filler.

    The inverse of `transliterate` but for what the table itself folds: Y is ي, a doubled letter stays
    doubled. Characters of no code are left out.
    """
    letters: list[str] = []
    place = 0
    coded = _ALLXH.sub(_ALLAH[0], coded)
    while place < len(coded):
        code = next((code for code in (*_MULTIPLE, _FINAL_TA) if coded.startswith(code, place)), coded[place])
        letters.append(" " if code == "<" else _BACK.get(code, ""))
        place += len(code)
    return " ".join("".join(letters).split())
