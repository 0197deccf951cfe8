"""Text in, canonical values and their likelihood out; knows no pixels. Floor 1."""
