"""The three languages: how each is named, which way it runs, and which one a person wants."""

from enum import StrEnum


class Language(StrEnum):
    """Arabic first, then Sorani Kurdish (`ckb`, ISO 639-3), then English."""

    ar = "ar"
    ckb = "ckb"
    en = "en"

    @property
    def own_name(self) -> str:
        """The language in its own words, for the switch that every page has."""
        return {"ar": "العربية", "ckb": "کوردی", "en": "English"}[self.value]

    @property
    def reviewed(self) -> bool:
        """Whether a native speaker has read the catalogue; the pages tell where none has."""
        return self is not Language.ckb

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, for the root element."""
        return "ltr" if self is Language.en else "rtl"


def wanted(*wishes: str | None) -> Language:
    """The first wish that names one of ours (`ckb`, `ar-IQ`, `en_GB.UTF-8`), else Arabic.

    A wish may be a list as in `Accept-Language` (RFC 9110 section 12.5.4); its weights are taken as sorted.
    `ku` alone means Sorani here: that is what Kurdish offices in Iraq write.
    """
    for wish in wishes:
        for tag in (wish or "").split(","):
            primary = tag.strip().replace("_", "-").split(";")[0].split("-")[0].split(".")[0].lower()
            primary = "ckb" if primary == "ku" else primary
            if primary in Language.__members__:
                return Language(primary)
    return Language.ar
