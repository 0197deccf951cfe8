"""Draws invented documents for tests, the demo, benchmarks and training."""
