"""Tests of registry/intake/."""
