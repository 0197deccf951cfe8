"""Tests of specimens/."""
