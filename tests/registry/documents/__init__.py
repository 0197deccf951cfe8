"""Tests of registry/documents/."""
