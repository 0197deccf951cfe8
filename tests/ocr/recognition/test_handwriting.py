"""Values written with a pen are told from print, and are never taken without a look."""

from functools import cache

import numpy as np

from ocr import Engines, Reading, read_page
from ocr.recognition import crnn
from ocr.recognition.handwriting import HANDWRITTEN, MEASURES, measure, written
from ocr.result.reading import Decision
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Wish, draw_document
from specimens.fonts import Split


@cache
def read(*, by_hand: bool) -> Reading:
    """A birth certificate filled in by a printer or by a hand."""
    wish = Wish(Split.TRAINING, wear=Wear.FLATBED, dpi=150, by_hand=by_hand)
    kind = document_types()["birth_certificate"]
    specimen = draw_document(kind, "page", 77, None, wish)
    engines = Engines(crnn.load(), digits=crnn.load("digits"))
    return read_page(specimen.image, document_types(), engines)[0]


def flags(reading: Reading) -> list[bool]:
    return [bool(field.evidence and field.evidence.handwritten) for field in reading.fields]


def test_values_written_by_hand_are_marked_and_left_to_a_person() -> None:
    reading = read(by_hand=True)
    assert np.mean(flags(reading)) > 0.5
    assert HANDWRITTEN in reading.quality.advice
    assert all(field.decision is not Decision.ACCEPTED for field in reading.fields)


def test_printed_values_are_not_taken_for_handwriting() -> None:
    reading = read(by_hand=False)
    assert not any(flags(reading))
    assert HANDWRITTEN not in reading.quality.advice


def test_crops_without_ink_or_labels_say_nothing() -> None:
    blank, word = np.full((48, 120), 240, np.uint8), np.full((48, 120), 240, np.uint8)
    word[15:30, 20:100:8] = 20
    measured, empty = measure([blank, word])
    assert measured.shape == (2, MEASURES)
    assert empty.tolist() == [True, False]
    assert written([word, blank], []) == [False, False]
    assert written([word], [blank]) == [False]
    assert written([blank], [word]) == [False]
    assert written([], [word]) == []
