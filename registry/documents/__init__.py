"""Documents put together from pages, with the findings of the rules. Floor 8."""
