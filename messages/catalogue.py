"""The words: each language's `.po` files, looked up by code with gettext's rules."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from messages.formats import digits, isolated
from messages.language import Language

LOCALES: Final = Path(__file__).parent / "locales"
COUNT: Final = "count"
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")

Params = Mapping[str, str | int]
NOTHING: Final[Params] = MappingProxyType({})


class Catalogue:
    """All sentences of one language. What it lacks is said in Arabic, what Arabic lacks by its code."""

    def __init__(self, language: Language, words: Catalog, fallback: "Catalogue | None" = None) -> None:
        self.language: Final = language
        self._plural: Final = {m.id[0]: _counted(m.string) for m in words if isinstance(m.id, tuple)}
        self._single: Final = frozenset(m.id for m in words if isinstance(m.id, str) and m.id)
        self._fallback: Final = fallback
        compiled = BytesIO()
        write_mo(compiled, words)
        compiled.seek(0)
        self._gettext: Final = GNUTranslations(compiled)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that this language itself has words for."""
        return self._single.union(self._plural)

    def __contains__(self, code: str) -> bool:
        return code in self._single or code in self._plural

    def say(self, code: str, params: Params = NOTHING) -> str:
        """The sentence for `code`. Numbers come in the language's digits, words between isolates.

        A sentence with plural forms takes its form from `params["count"]`, or else from the first parameter
        that it names. A placeholder without a parameter stays empty: a message must not fail while it tells
        of a failure.
        """
        if code not in self:
            return self._fallback.say(code, params) if self._fallback else code
        count = params.get(COUNT, params.get(self._plural.get(code, COUNT), 1))
        plural = code in self._plural and isinstance(count, int)
        template = self._gettext.ngettext(code, code, int(count)) if plural else self._gettext.gettext(code)
        return template.format_map(_Shown(self.language, params))


def _counted(forms: str | Sequence[str] | None) -> str:
    """The parameter that the last plural form names first: what it counts."""
    found = _PLACEHOLDER.search(forms[-1]) if forms else None
    return found[1] if found else COUNT


class _Shown(dict[str, str]):
    """Parameters as shown: numbers in the language's digits, words isolated, what is missing empty."""

    def __init__(self, language: Language, params: Params) -> None:
        super().__init__(
            (name, digits(value, language) if isinstance(value, int) else isolated(value))
            for name, value in params.items()
        )

    def __missing__(self, key: str) -> str:
        return ""


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of a language, read from its `.po` files once a process."""
    words, *others = (_read(path, language) for path in sorted((LOCALES / language.value).glob("*.po")))
    for other in others:
        for message in other:
            if message.id:
                words[message.id] = message
    return Catalogue(language, words, None if language is Language.ar else catalogue(Language.ar))


def _read(path: Path, language: Language) -> Catalog:
    """One file's messages with the plural rule of its header; Babel's own for Arabic is another."""
    with path.open("rb") as file:
        return read_po(file, locale=language.value)
