"""Bytes in, pages out: what a file is, and its pixels, decoded in a child process within a budget."""
