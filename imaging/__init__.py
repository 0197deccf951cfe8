"""Bytes in, pages out: what a file is, decoded in a sandboxed child within budgets."""
