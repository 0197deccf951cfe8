"""Tests of bringing legacy lists in."""
