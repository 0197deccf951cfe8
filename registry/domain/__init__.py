"""Terms of the register: pure values, closed lists and errors, no database. Floor 1."""
