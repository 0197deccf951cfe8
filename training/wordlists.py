"""Gather the words of training lines into `cache/words.json`: `python -m training.wordlists`."""

import json
import re
from pathlib import Path

from reference.documents import document_types
from reference.lexicon import given_names, laqabs
from reference.units import place_names
from training.tasks import WORDS

# Debian's hunspell-ar: only material for running text, nothing of it is shipped.
DICTIONARY = Path("/usr/share/hunspell/ar.dic")
ARABIC_WORD = re.compile("[\u0621-\u064a]{2,9}")
VOWELS = re.compile("[\u064b-\u0652\u0640]")


def common_words() -> list[str]:
    """Bare Arabic words of the dictionary; an empty list where it is not installed."""
    if not DICTIONARY.exists():
        return []
    lines = DICTIONARY.read_text(encoding="utf-8", errors="ignore").splitlines()
    bare = {VOWELS.sub("", line.split("/")[0].strip()) for line in lines}
    return sorted(word for word in bare if ARABIC_WORD.fullmatch(word))


def labels() -> list[str]:
    """Every printed label, title and keyword of every document type."""
    found: set[str] = set()
    for document in document_types().values():
        found.update(document.titles, document.keywords, document.aliases)
        for field in document.fields:
            found.update(field.labels_ar, field.labels_ckb)
            for column in field.columns:
                found.update(column.labels_ar, column.labels_ckb)
    return sorted(found - {""})


def main() -> None:
    lists = {
        "given": [name.name for name in given_names()],
        "laqabs": [laqab.name for laqab in laqabs()],
        "places": sorted({name.text for name in place_names()}),
        "labels": labels(),
        "common": common_words(),
    }
    WORDS.parent.mkdir(exist_ok=True)
    WORDS.write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")
    print({name: len(words) for name, words in lists.items()})


if __name__ == "__main__":
    main()
