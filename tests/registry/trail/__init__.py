"""Tests of registry/trail/."""
