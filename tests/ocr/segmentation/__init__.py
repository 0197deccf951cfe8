"""Tests of ocr/segmentation/."""
