"""Tests of the rules: tables of cases, one rule at a time."""
