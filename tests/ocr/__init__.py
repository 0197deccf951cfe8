"""Tests of reading: geometry, finding, typing, zones, and whole papers."""
