"""Tests of exports: what leaves the house, for whom, and who allowed it."""
