"""Tests of ocr/recognition/."""
