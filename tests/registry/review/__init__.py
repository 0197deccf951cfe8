"""Tests of registry/review/."""
