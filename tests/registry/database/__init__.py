"""Tests of registry/database/."""
