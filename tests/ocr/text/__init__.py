"""Tests of ocr/text/."""
