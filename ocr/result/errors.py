"""What can go wrong while reading, apart from the picture itself."""


class OcrError(Exception):
    """Reading stopped because a part of the reader failed; the page may be fine: try again or look at it."""


class EngineMissing(OcrError):
    """A reader's program, model or language data is not installed: install the locked dependencies again."""


class EngineTimeout(OcrError):
    """A reader took longer than its limit and was stopped: the page is too large or the machine too busy."""


class EngineFailed(OcrError):
    """A reader ended with an error of its own: its message is in the exception's text."""
