"""Values linked to their labels, and cells to their rows, by a small network over the words of a sheet."""
