"""Tests of ocr/verification/."""
