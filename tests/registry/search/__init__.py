"""Tests of search in the register."""
