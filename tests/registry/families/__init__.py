"""Tests of registry/families/."""
