"""The ground: frozen data and its sources."""
