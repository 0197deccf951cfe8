"""Records: registered, in versions, with their people. Floor 6."""
