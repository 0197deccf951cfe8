"""Tests of the ledger of register books."""
