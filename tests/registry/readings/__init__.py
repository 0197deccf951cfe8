"""Tests of registry/readings/."""
