"""Tests of ocr/labels/."""
