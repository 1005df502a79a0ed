"""Files: their text, and what of them was not read."""
