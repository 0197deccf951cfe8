"""Tests of registry/changes/."""
