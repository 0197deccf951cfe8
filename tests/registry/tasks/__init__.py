"""Tests of registry/tasks/."""
