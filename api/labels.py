"""Names of papers and fields as the desk shows them: those of `reference`, made plain where needed."""

from collections.abc import Mapping
from functools import cache

from messages import Catalogue, Language
from reference.documents import DocumentType, FieldSpec, document_types
from reference.words import Words


def type_name(types: Mapping[str, DocumentType], words: Catalogue, key: str) -> str:
    """What a document type is called; `unknown` and a list of people are none and have words of their own."""
    kind = types.get(key)
    if kind is None:
        code = f"type.{key}"
        return words.say(code) if code in words else key
    return in_language(kind.name, words.language)


def field_label(field: FieldSpec, words: Catalogue) -> str:
    """What a field is called: as its paper prints it in the reader's language, else by its name there.

    Two fields of a card are both printed `الجد`: our own words tell them apart.
    """
    own = f"field.{field.key}"
    if own in words:
        return words.say(own)
    printed = {Language.ar: field.labels_ar, Language.ckb: field.labels_ckb}.get(words.language, ())
    # A passport prints some captions in Latin letters alone: nobody is shown a field by those.
    readable = (text for text in printed if not text.isascii())
    return next(readable, in_language(field.name, words.language))


def in_language(name: Words, language: Language) -> str:
    """One of the three names."""
    return {Language.ar: name.ar, Language.ckb: name.ckb, Language.en: name.en}[language]


def side_name(side: str, words: Catalogue) -> str:
    """`front` and `back` in words; other sides have names of their own."""
    code = f"side.{side}"
    return words.say(code) if code in words else side


@cache
def _by_key() -> Mapping[str, FieldSpec]:
    """The first field of each key over all papers."""
    found: dict[str, FieldSpec] = {}
    for kind in document_types().values():
        for field in kind.fields:
            found.setdefault(field.key, field)
    return found


def label_at(kind: DocumentType | None, path: str, words: Catalogue) -> str:
    """What the field at a path is called, with the number of its row from 1; an unknown path names itself.

    Without a type, as for a person of a list, a field is called as the first paper that has it calls it.
    """
    key = path.rsplit(".", 1)[-1]
    if kind is None:
        known = _by_key().get(key)
        return field_label(known, words) if known else key
    match path.split("."):
        case ["rows", number, _] if kind.table is not None:
            column = next((one for one in kind.table.columns if one.key == key), None)
            name = field_label(column, words) if column else key
            return words.say("review.cell", {"field": name, "number": int(number) + 1})
    field = kind.field(key)
    return field_label(field, words) if field else key
