"""Tests of the words: no code lacks them in any language."""
