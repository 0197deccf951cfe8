"""What can be wrong with reference data: the files are at fault, never the caller."""


class ReferenceDataError(Exception):
    """Reference data can't be used; correct the file named and start again."""


class BrokenTypeFile(ReferenceDataError):
    """A document type's file is not as `docs/document-types.md` describes; the message names file and key.

    `file` is the file's name, `key` the place in it (`fields[3].kind`), `problem` what is wrong there.
    """

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")
        self.file = file
        self.key = key
        self.problem = problem


class BrokenTable(ReferenceDataError):
    """A CSV table lacks a column or holds a value that its column can't have; the message names the row."""
