"""What can be wrong with reference data."""


class ReferenceProblem(Exception):
    """Reference data can't be used: the file and the reason are in the message; mend the file."""


class BadDocumentType(ReferenceProblem):
    """A data file of a document type breaks its schema: mend the named key and start again."""
