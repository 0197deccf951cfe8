"""Parts of ink are measured from their pixels alone, and come out as OpenCV's statistics have them."""

import cv2
import numpy as np
import pytest

from ocr.image.components import boxes_of, filling, parts_of


def speckled(seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    noise = np.random.default_rng(seed).random((60, 90)).astype(np.float32)
    return np.asarray((cv2.GaussianBlur(noise, (0, 0), 1.2) > 0.53) * 255, np.uint8)


@pytest.mark.parametrize("seed", range(5))
def test_boxes_areas_and_colour_are_those_of_the_statistics(seed: int) -> None:
    mask, vivid = speckled(seed), speckled(seed + 100)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    parts = parts_of(mask, vivid)
    left, top, width, height, area = stats[1:].T
    assert (parts.box == np.column_stack([left, top, left + width, top + height])).all()
    assert (parts.area == area).all()
    coloured = np.bincount(labels[(vivid > 0) & (mask > 0)], minlength=count)[1:] / area
    assert np.allclose(parts.coloured, coloured)
    assert sorted(boxes_of(mask)) == sorted(zip(left, top, width, height, strict=True))


def test_a_mask_without_ink_has_no_parts() -> None:
    parts = parts_of(np.zeros((20, 30), np.uint8))
    assert parts.box.shape == (0, 4)
    assert not len(parts.area)


def test_of_a_box_only_the_part_that_fills_it_is_left() -> None:
    box = np.zeros((9, 30), np.uint8)
    box[0, :], box[0:9, 0] = 255, 255
    box[5:7, 12:20] = 255
    kept = filling(box)
    assert cv2.countNonZero(kept) == 30 + 8
    assert not kept[5:7, 12:20].any()
