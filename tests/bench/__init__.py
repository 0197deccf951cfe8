"""The benchmarks: small runs of each, so that their figures can be trusted to be made."""
