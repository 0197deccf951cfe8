"""Measures ours and the baselines in one run."""
