"""Tests of registry/vault/."""
