"""The family's picture in words: an Arabic verb agrees with the one it speaks of."""

import re
from html import unescape

from tests.api.office import Office
from tests.api.register import registered

PLACE = {"register_number": "125", "page_number": "17"}
FAMILY = PLACE | {
    "given_name": "حسن",
    "father_name": "علي",
    "grandfather_name": "جاسم",
    "birth_date": "1960/01/02",
    "sex": "ذكر",
    "rows.0.name": "حسن علي جاسم",
    "rows.0.relation": "رب الأسرة",
    "rows.0.birth_date": "1960/01/02",
    "rows.1.name": "فاطمة كاظم حسين",
    "rows.1.relation": "زوجة",
    "rows.1.birth_date": "1965/03/14",
    "rows.2.name": "زينب حسن علي",
    "rows.2.relation": "ابنة",
    "rows.2.birth_date": "1990/03/14",
    "rows.3.name": "كرار حسن علي",
    "rows.3.relation": "ابن",
    "rows.3.birth_date": "1992/03/14",
}


def test_wife_and_daughter_are_born_in_the_feminine_and_husband_and_son_are_not(office: Office) -> None:
    record = registered(office, FAMILY)
    page = unescape(office.record("clerk", record))
    verbs = dict(re.findall(r"(زوجة|ابنة|ابن|رب الأسرة)، (وُلدت?) ", re.sub("[\u2066-\u2069]", "", page)))
    assert verbs == {"زوجة": "وُلدت", "ابنة": "وُلدت", "ابن": "وُلد", "رب الأسرة": "وُلد"}
