"""What document types print, and which of it a text is like. Floor 3."""
