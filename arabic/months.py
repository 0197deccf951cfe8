"""Names of months as Iraqi papers print them: Gregorian (Iraqi, Egyptian, Gulf, Sorani, English), Hijri."""

from arabic.digits import to_western
from arabic.letters import fold

# Unicode CLDR (ar-IQ, ar, ckb) gives the names; the spelling variants after them are Iraqi usage.
_GREGORIAN = (
    ("كانون الثاني", "يناير", "کانوونی دووەم", "كانون ثاني", "كانون 2", "ك2", "كانون2"),
    ("شباط", "فبراير", "شوبات"),
    ("آذار", "مارس", "ئازار"),
    ("نيسان", "أبريل", "نیسان", "ابريل"),
    ("أيار", "مايو", "ئایار", "مايس"),
    ("حزيران", "يونيو", "حوزەیران"),
    ("تموز", "يوليو", "تەمووز"),
    ("آب", "أغسطس", "ئاب"),
    ("أيلول", "سبتمبر", "ئەیلوول"),
    ("تشرين الأول", "أكتوبر", "تشرینی یەکەم", "تشرين اول", "تشرين 1", "ت1", "تشرين1"),
    ("تشرين الثاني", "نوفمبر", "تشرینی دووەم", "تشرين ثاني", "تشرين 2", "ت2", "تشرين2"),
    ("كانون الأول", "ديسمبر", "کانونی یەکەم", "کانوونی یەکەم", "كانون اول", "كانون 1", "ك1", "كانون1"),
)
_ENGLISH = (
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May",),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep", "Sept"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
_HIJRI = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الأول", "ربيع اول", "ربيع1", "ربيع 1"),
    ("ربيع الثاني", "ربيع الآخر", "ربيع ثاني", "ربيع2", "ربيع 2"),
    ("جمادى الأولى", "جمادى الاول", "جمادى1", "جمادى 1"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الثاني", "جمادى الاخر", "جمادى2", "جمادى 2"),
    ("رجب", "رجب الأصب", "رجب المرجب"),
    ("شعبان", "شعبان المعظم"),
    ("رمضان", "رمضان المبارك"),
    ("شوال", "شوال المكرم"),
    ("ذو القعدة", "ذي القعدة", "ذوالقعدة"),
    ("ذو الحجة", "ذي الحجة", "ذوالحجة"),
)


def _by_key(names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {fold(to_western(name)): month for month, row in enumerate(names, 1) for name in row}


GREGORIAN_MONTHS = _by_key(_GREGORIAN) | _by_key(_ENGLISH)
"""Month (1 to 12) by the folded name."""

HIJRI_MONTHS = _by_key(_HIJRI)
"""Hijri month (1 to 12) by the folded name."""


def month_name(month: int) -> str:
    """Return the Iraqi name of a Gregorian month, 1 to 12."""
    return _GREGORIAN[month - 1][0]


def hijri_month_name(month: int) -> str:
    """Return the name of a Hijri month, 1 to 12."""
    return _HIJRI[month - 1][0]
