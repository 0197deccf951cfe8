"""Records that leave the house: asked for by one person, allowed by another, encrypted to their recipient."""
