"""Tests of acceptance sampling, second keying and folding."""
