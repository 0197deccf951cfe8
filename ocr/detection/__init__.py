"""Finds the papers of a picture: contours, edges and the quads that they make. Floor 3."""
