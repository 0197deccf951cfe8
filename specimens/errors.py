"""What can go wrong while drawing specimens."""


class SpecimenError(Exception):
    """A specimen could not be drawn; nothing was changed."""


class NoFont(SpecimenError):
    """No installed font face can draw this text. Run `python -m training.fonts`, or use other text."""
