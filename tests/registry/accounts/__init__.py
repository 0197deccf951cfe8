"""Tests of registry/accounts/."""
