"""What is known beforehand: document types, places, names and rules, each row with its source."""
