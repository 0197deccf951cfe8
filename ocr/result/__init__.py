"""What a reading consists of: frozen values, their evidence, steps and errors. Floor 2."""
