"""Tests of ocr/image/."""
