"""A paper made straight and upright, and how well it was captured. Floor 4."""
