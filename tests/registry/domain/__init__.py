"""Tests of registry/domain/."""
