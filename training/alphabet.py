"""The characters each recogniser tells apart, one per shape on paper (see `arabic.visual.shapes`)."""

from collections.abc import Iterable

from ocr.verification.second_reader import HOOKED

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
SORANI = "پچژڤکگڕڵۆێە"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۴۵۶"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MARKS = " /-.:,،()+<'\"*#_&@%=؛؟!"
LINE = ARABIC + SORANI + DIGITS + LATIN + MARKS
# The digit reader tells a two drawn as a hook from one with a dip.
DIGIT_READER = DIGITS + HOOKED + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + " /-.:,()+"
MRZ = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


class Alphabet:
    """Characters to classes and back; class 0 is the blank of CTC."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        self._index = {character: number for number, character in enumerate(characters, start=1)}

    def __len__(self) -> int:
        return len(self.characters) + 1

    def holds(self, text: str) -> bool:
        return all(character in self._index for character in text)

    def encode(self, text: str) -> list[int]:
        return [self._index[character] for character in text]

    def decode(self, classes: Iterable[int]) -> str:
        """Greedy CTC: repeats folded, blanks dropped."""
        out, last = [], 0
        for number in classes:
            if number not in (last, 0):
                out.append(self.characters[number - 1])
            last = number
        return "".join(out)
