"""Tests of registry/reporting/."""
