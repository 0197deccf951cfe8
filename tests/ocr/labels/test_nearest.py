"""Comparing every phrase with every text at once says what comparing them one by one says."""

import random
from collections.abc import Sequence
from itertools import product

from ocr.labels.forms import forms, heads, nearest_form
from ocr.labels.nearest import nearest_forms
from ocr.text.similarity import contains, label_key, likeness, similarity
from reference.documents import document_types

LETTERS = "ابتجحدرسعقلمنهوي "


def _misread(text: str, rng: random.Random) -> str:
    """The text with a few letters lost, doubled or taken for others."""
    return "".join(rng.choice((c, c, c, c, c + c, "", rng.choice(LETTERS))) for c in text)


def _printed() -> list[str]:
    kinds = document_types().values()
    phrases = [text for kind in kinds for text in (kind.name.ar, kind.name.ckb, *kind.titles, *kind.keywords)]
    return list(dict.fromkeys(key for key in map(label_key, phrases) if key))


def _texts(phrases: Sequence[str], rng: random.Random) -> list[str]:
    """Phrases misread, alone, within other words and run together."""
    made = [_misread(phrase, rng) for phrase in phrases]
    made += [f"{a} {b}" for a, b in zip(made, reversed(made), strict=True)]
    made += ["".join(rng.choices(LETTERS, k=rng.randrange(1, 60))) for _ in range(60)]
    return [key for key in map(label_key, made) if key]


def test_every_pair_is_as_like_as_it_is_alone() -> None:
    phrases = _printed()
    texts = _texts(phrases, random.Random(5))
    like = likeness(phrases, texts)
    alike, held = like.similarity(phrases), like.contains(phrases)
    for (row, phrase), (column, text) in product(enumerate(phrases), enumerate(texts)):
        assert alike[row, column] == similarity(text, phrase), (phrase, text)
        assert held[row, column] == contains(text, phrase), (phrase, text)
    assert (held > alike).any()


def test_the_nearest_form_is_the_one_that_was_asked_for_alone() -> None:
    rng = random.Random(6)
    sides = [forms(kind, side) for kind in document_types().values() for side in kind.sides]
    labels = [form.key for known in sides for form in known]
    texts = [_misread(label, rng) + rng.choice(("", ": ", " ")) + "محمد علي" for label in labels[::3]]
    every = {head for text in (*texts, "", "٢٠٢٤") for head in heads(text)}
    near = nearest_forms(every, sides)
    found = [(near(head, known), nearest_form(head, known)) for head in every for known in sides]
    assert all(ours == alone for ours, alone in found)
    assert sum(ours is not None for ours, _ in found) > len(texts) / 2
