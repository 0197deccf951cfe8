"""Tests of `registry.commitments`."""
