"""Tests of ocr/extraction/."""
