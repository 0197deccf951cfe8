"""Values of a sheet by their labels: pure text and geometry. Floor 6."""
