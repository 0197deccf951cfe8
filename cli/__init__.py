"""The command sijill: one thin file a verb, no logic."""
