"""Tests of `ocr.table_structure`."""
