"""A drawn page gives the line finder as many cores to find as it has lines, and dear gaps between them."""

import cv2
import numpy as np
import pytest

from bench.straightened import straightened
from ocr import Engines
from ocr.recognition import crnn
from reference.documents import document_types
from specimens.capture import Wear
from specimens.documents import Specimen, Wish, draw_document
from specimens.fonts import Split
from training.finder_pages import SHRINK, aimed, sheet_of


def card(wear: Wear, turns: int = 0) -> Specimen:
    kind = document_types()["national_card"]
    return draw_document(kind, "front", 12, None, Wish(Split.TRAINING, wear=wear, turns=turns))


@pytest.mark.parametrize(("wear", "turns"), [(Wear.CLEAN, 0), (Wear.SKEWED, 1), (Wear.PHOTO, 2)])
def test_a_drawn_page_has_as_many_cores_as_lines_and_each_lies_on_its_line(wear: Wear, turns: int) -> None:
    engines = Engines(crnn.load())
    specimen = card(wear, turns)
    sheet, found = sheet_of(specimen, engines), straightened(specimen, engines)
    assert sheet is not None
    assert found is not None
    _, lines = found
    count, labels = cv2.connectedComponents(sheet.core)
    assert count - 1 == len(lines) == len([line for line in specimen.truth.lines if line.text.strip()])
    middles = [line.corners.mean(axis=0) / SHRINK for line in lines]
    assert len({int(labels[int(y), int(x)]) for x, y in middles} - {0}) == len(lines)
    # Under a core there is ink, which is darker than the page around.
    assert sheet.seen[sheet.core > 0].mean() < sheet.seen[sheet.core == 0].mean() - 20


def test_an_error_is_dear_where_two_lines_come_close_and_nowhere_else() -> None:
    def line(left: float, right: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return np.array([(left, 20), (right, 20), (right, 30), (left, 30)], np.float64)

    core, cost = aimed([line(10, 40), line(45, 80), line(120, 150)], (50, 170))
    assert cost[25, 42] > 1
    assert cost[25, 100] == cost[5, 25] == 1
    assert not cost[core > 0].max() > 1
    assert core[25, 15:35].all()
    assert not core[21].any()
