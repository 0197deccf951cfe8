"""Tests of ocr/rectification/."""
