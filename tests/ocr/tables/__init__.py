"""Tests of ocr/tables/."""
