"""What a person sees: sentences in their language, shaped for terminals that can't turn Arabic themselves."""

import os
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from arabic.display import for_terminal
from messages import Catalogue, Language, catalogue, wanted

# The first VTE release (GNOME Terminal and its kin) that orders Arabic itself is 0.58.
FIRST_BIDI_VTE = 5800
# Marks, embeddings and isolates (UAX 9): a terminal that can't order Arabic shows them as boxes.
CONTROLS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Terminal:
    """The two streams of a command and the words for them: results go to `out`, all else to `err`."""

    words: Catalogue
    out: Console
    err: Console
    orders_arabic: bool

    @classmethod
    def here(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The terminal of this process, in the language of SIJILL_LANG, else of the locale, else Arabic."""
        language = wanted(
            *(environment.get(name) for name in ("SIJILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
        )
        return cls(
            catalogue(language),
            Console(highlight=False),
            Console(highlight=False, stderr=True),
            orders_arabic(environment),
        )

    def phrase(self, code: str, /, **params: str | int) -> str:
        """The words for a code as results show them."""
        return self.shown(self.words.say(code, params))

    def shown(self, text: str, console: Console | None = None) -> str:
        """Text as a stream (`out` unless named) needs it: as it is in pipes, turned for poor terminals."""
        if self.words.language is Language.en:
            return text.translate(CONTROLS)
        if self.orders_arabic or not (console or self.out).is_terminal:
            return text
        return for_terminal(text).translate(CONTROLS)

    def say(self, code: str, /, style: str = "", **params: str | int) -> None:
        """Print the sentence for a code on the error stream."""
        self._print(self.err, self.words.say(code, params), style)

    def tell(self, code: str, /, style: str = "", **params: str | int) -> None:
        """Print the sentence for a code among the results."""
        self._print(self.out, self.words.say(code, params), style)

    def refuse(self, code: str, params: Mapping[str, str | int]) -> None:
        """Print why something was refused, and what to do about it where there are words for that."""
        about = f"invalid.{params.get('problem', '')}"
        for sentence in (f"error.{code}", about, f"error.{code}.advice"):
            if sentence in self.words:
                self._print(self.err, self.words.say(sentence, params), "red")

    def wrong_setting(self, setting: str) -> None:
        """Print which setting can't be as it is, and what it may be; on one line, for logs."""
        name = f"SIJILL_{setting.upper()}"
        words = (self.words.say("cli.setting-wrong", {"name": name}), self.words.say(f"setting.{setting}"))
        self.err.print(self.shown(" ".join(words), self.err), style="red", markup=False, soft_wrap=True)

    def bar(self, code: str, *, beside_output: bool = False) -> Progress:
        """A progress bar on the error stream, on a terminal alone, and not in between results shown there."""
        hidden = not self.err.is_terminal or (beside_output and self.out.is_terminal)
        return Progress(
            TextColumn(self.shown(self.words.say(code), self.err)),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.err,
            transient=True,
            disable=hidden,
        )

    def _print(self, console: Console, sentence: str, style: str) -> None:
        """Break a sentence into lines first: lines that were turned can't be broken any more."""
        for line in textwrap.wrap(sentence, console.width, break_on_hyphens=False, break_long_words=False):
            console.print(self.shown(line, console), style=style, markup=False, soft_wrap=True)


def orders_arabic(environment: Mapping[str, str]) -> bool:
    """Whether the terminal lays out Arabic by itself, as VTE since 0.58, Konsole, mlterm and macOS's do."""
    if environment.get("VTE_VERSION", "").isdigit():
        return int(environment["VTE_VERSION"]) >= FIRST_BIDI_VTE
    if "KONSOLE_VERSION" in environment or "MLTERM" in environment:
        return True
    return environment.get("TERM_PROGRAM") == "Apple_Terminal"
