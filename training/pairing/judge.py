"""Measures the shipped pairing network on pages that it never saw: `python -m training.pairing.judge`.

Prints the shares of words whose role, link and row are right, how honest its chances are, and what a page
costs.
"""

import argparse
import time
from collections import Counter
from typing import Final

import numpy as np

from ocr.pairing import network
from ocr.pairing.network import Pairer
from training.pairing.canvas import Role
from training.pairing.pages import UNKNOWN, Page, draw_page

BOUNDS: Final = (0.0, 0.5, 0.95, 0.99)
"""Chances from which on values are told together."""


def judge(linker: Pairer, pages: list[Page]) -> list[str]:
    """Lines that tell how a network did on pages."""
    right, asked = Counter[str](), Counter[str]()
    honest, claimed = Counter[float](), Counter[float]()
    spent: list[float] = []
    for page in pages:
        started = time.perf_counter()
        said = linker.link(page.seen.grams, page.seen.numbers, page.seen.pairs)
        spent.append(1000 * (time.perf_counter() - started))
        answers = (
            ("roles", said.roles, page.roles),
            ("links", said.labels, page.links),
            ("rows", said.rows, page.rows),
        )
        for name, chances, truth in answers:
            counts = truth != UNKNOWN
            asked[name] += int(counts.sum())
            right[name] += int(((chances.argmax(axis=1) == truth) & counts).sum())
        for word in np.flatnonzero(said.roles.argmax(axis=1) == Role.VALUE):
            link = int(said.labels[word].argmax())
            sure = float(said.roles[word, Role.VALUE] * said.labels[word, link])
            bound = max(bound for bound in BOUNDS if sure >= bound)
            claimed[bound] += 1
            honest[bound] += page.roles[word] == Role.VALUE and page.links[word] == link
    lines = [f"{name}: {100 * right[name] / max(1, asked[name]):.2f} % of {asked[name]}" for name in asked]
    lines += [
        f"value words from {bound}: {100 * honest[bound] / claimed[bound]:.1f} % of {claimed[bound]} right"
        for bound in sorted(claimed)
    ]
    middle, most = np.percentile(spent, 50), max(spent)
    return [*lines, f"network: {middle:.1f} ms a page in the middle, {most:.1f} at most"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.pairing.judge", description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    asked = parser.parse_args()
    pages = [draw_page(f"judgement {number}") for number in range(asked.pages)]
    print(*judge(network.load(), [page for page in pages if len(page.roles)]), sep="\n")


if __name__ == "__main__":
    main()
