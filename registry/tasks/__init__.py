"""Tasks of the readers: due, leased, rung, done. Floor 9."""
