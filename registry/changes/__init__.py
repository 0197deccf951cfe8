"""Changes of records: proposed, decided on the file, rectified. Floor 7."""
