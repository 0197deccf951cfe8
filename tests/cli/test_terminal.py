"""What a terminal is shown: Arabic shaped where nobody else does it, results apart from the rest."""

from io import StringIO

import pytest
from rich.console import Console

from cli.terminal import Terminal, orders_arabic
from messages import Language, catalogue

READY = {"address": "http://127.0.0.1:8000"}


def terminal(language: Language, *, is_terminal: bool, orders: bool = False) -> Terminal:
    """A terminal that writes into memory."""
    out, err = (Console(file=StringIO(), force_terminal=is_terminal, width=60) for _ in range(2))
    return Terminal(catalogue(language), out, err, orders)


def written(console: Console) -> str:
    """What a console was given."""
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_a_pipe_gets_arabic_in_logical_order() -> None:
    here = terminal(Language.ar, is_terminal=False)
    here.say("cli.up.stop-hint")
    assert written(here.err).strip() == "للإيقاف اضغط Ctrl-C."


def test_a_poor_terminal_gets_joined_letters_from_right_to_left() -> None:
    here = terminal(Language.ar, is_terminal=True)
    here.say("cli.up.stop-hint")
    assert ".Ctrl-C ﻂﻐﺿﺍ ﻑﺎﻘﻳﻺﻟ" in written(here.err)


def test_a_terminal_that_orders_arabic_is_left_to_do_so() -> None:
    here = terminal(Language.ar, is_terminal=True, orders=True)
    here.say("cli.up.stop-hint")
    assert "للإيقاف اضغط Ctrl-C." in written(here.err)


def test_english_holds_no_invisible_signs() -> None:
    here = terminal(Language.en, is_terminal=False)
    here.say("cli.up.ready", **READY)
    assert written(here.err).strip() == "The service is ready: http://127.0.0.1:8000"


def test_sentences_go_beside_the_results_not_between_them() -> None:
    here = terminal(Language.en, is_terminal=False)
    here.say("cli.up.stopping")
    here.tell("cli.read.mrz-verified", format="TD1")
    assert written(here.out).strip() == "Machine-readable zone TD1: every check digit holds."


def test_a_refusal_says_what_to_do_where_there_are_words_for_it() -> None:
    here = terminal(Language.en, is_terminal=False)
    here.refuse("store_full", {})
    assert written(here.err).startswith("The disk is full.")
    assert "Tell the administrator" in written(here.err)


def test_no_bar_shows_in_a_pipe() -> None:
    here = terminal(Language.ar, is_terminal=False)
    with here.bar("cli.read.reading") as bar:
        assert list(bar.track([1, 2])) == [1, 2]
    assert written(here.err) == ""


@pytest.mark.parametrize(
    ("environment", "orders"),
    [
        ({}, False),
        ({"VTE_VERSION": "5202"}, False),
        ({"VTE_VERSION": "7006"}, True),
        ({"KONSOLE_VERSION": "221203"}, True),
        ({"MLTERM": "3.9.0"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM_PROGRAM": "vscode"}, False),
    ],
)
def test_terminals_are_known_by_what_they_say(environment: dict[str, str], orders: bool) -> None:
    assert orders_arabic(environment) is orders
