"""Which fact of an occasion answers which field: one line a field key, canonical values."""

import datetime as dt
from collections.abc import Mapping

from specimens import sayings
from specimens.latin import latin_name
from specimens.occasion import Occasion
from specimens.parents import Source, birth_year_of, father, mother, previous_births
from specimens.people import Person, Sex


def day(value: dt.date) -> str:
    """A date as `YYYY/MM/DD`."""
    return value.strftime("%Y/%m/%d")


def birth(person: Person) -> str:
    """A birth date; an unknown day and month stay the 1/7 that papers print."""
    return day(person.birth)


def marital_status(o: Occasion) -> str:
    """Married for the couple of the page, single for their children."""
    single, married = ("أعزب", "متزوج") if o.subject.sex is Sex.MALE else ("عزباء", "متزوجة")
    return single if o.subject in o.family.children else married


def spouse(o: Occasion) -> str:
    """The other one of the couple; empty for a child."""
    if o.subject in o.family.children:
        return ""
    return (o.family.wife if o.subject is o.family.husband else o.family.husband).triple


def address(o: Occasion) -> str:
    """A quarter and a town."""
    return f"{o.rng.choice(sayings.QUARTERS)} {o.town}"


def court_number(o: Occasion) -> str:
    """Number / register / year, as courts write it."""
    return f"{o.number(3)}/{o.number(2)}/{o.written.year}"


def identity(o: Occasion) -> str:
    """A spouse's card number with register and page, as contracts name them."""
    return f"{o.number(8)} سجل {o.number(4)} صحيفة {o.number(5)}"


def birth_time(o: Occasion) -> str:
    """An hour and minute of the day."""
    return f"{o.rng.randrange(24):02d}:{o.rng.randrange(0, 60, 5):02d}"


def plurality(o: Occasion) -> str:
    """Single birth or twins, by what the family's page says."""
    same_day = [child for child in o.family.children if child.birth == o.subject.birth]
    return "توأم" if len(same_day) > 1 else "مفردة"


def pick(*choices: str) -> Source:
    """A source that draws one of several sayings."""
    return lambda o: o.rng.choice(choices)


def number(digits: int) -> Source:
    """A source of a fresh number of so many digits."""
    return lambda o: o.number(digits)


def stranger(index: int) -> Source:
    """A source of one of the strangers' full names."""
    return lambda o: o.strangers[index].full


PERSON: Mapping[str, Source] = {
    "national_number": lambda o: o.subject.national_number,
    "given_name": lambda o: o.subject.given_name,
    "father_name": lambda o: o.subject.father_name,
    "grandfather_name": lambda o: o.subject.grandfather_name,
    "laqab": lambda o: o.subject.laqab,
    "mother_name": lambda o: o.subject.mother_name,
    "maternal_grandfather_name": lambda o: o.subject.maternal_grandfather_name,
    "sex": lambda o: o.subject.sex.value,
    "birth_date": lambda o: birth(o.subject),
    "place_of_birth": lambda o: o.subject.birth_place,
    "blood_group": lambda o: o.card.blood_group,
    "marital_status": marital_status,
    "spouse_name": spouse,
    "occupation": lambda o: o.subject.occupation,
    "religion": pick(*sayings.RELIGIONS),
    "nationality": pick("عراقية", "عراقي"),
    "triple_name": lambda o: o.subject.triple,
    "full_name_latin": lambda o: latin_name(o.subject.triple),
    "surname_latin": lambda o: latin_name(o.subject.laqab),
    "applicant_name": lambda o: o.subject.full,
    "subject_name": lambda o: o.subject.full,
    "deceased_name": lambda o: o.subject.full,
    "child_name": lambda o: o.subject.given_name,
}
SEAT: Mapping[str, Source] = {
    "register_number": lambda o: str(o.family.seat.register_number),
    "page_number": lambda o: str(o.family.seat.page_number),
    "father_register_number": lambda o: str(o.family.seat.register_number),
    "father_page_number": lambda o: str(o.family.seat.page_number),
    "registry_office": lambda o: o.family.seat.district,
    "governorate": lambda o: o.family.seat.governorate,
    "district": lambda o: o.family.seat.district,
    "subdistrict": lambda o: o.town,
    "mahalla_or_village": pick(*sayings.QUARTERS),
    "family_head": lambda o: o.family.husband.full,
    "head_of_household": lambda o: o.family.husband.full,
    "issuing_authority": lambda o: f"دائرة أحوال {o.family.seat.district}",
    "branch": lambda o: o.family.seat.district,
    "information_office": lambda o: o.town,
}
PAPER: Mapping[str, Source] = {
    "document_number": lambda o: o.card.document_number,
    "card_access_number": lambda o: o.card.card_access_number,
    "family_number": lambda o: o.card.family_number,
    "issue_date": lambda o: day(o.card.issued),
    "expiry_date": lambda o: day(o.card.expires),
    "card_number": number(8),
    "certificate_number": number(6),
    "portfolio_number": number(5),
    "form_number": number(7),
    "registration_number": number(4),
    "extract_number": number(4),
    "contract_number": number(4),
    "register_number_court": number(4),
    "decision_number": court_number,
    "registration_date": lambda o: day(o.written),
    "extract_date": lambda o: day(o.written),
    "document_date": lambda o: day(o.written),
    "decision_date": lambda o: day(o.written),
    "letter_date": lambda o: day(o.written),
    "form_date": lambda o: day(o.written),
    "final_date": lambda o: day(o.written + dt.timedelta(days=30)),
    "when_lost": lambda o: day(o.written - dt.timedelta(days=9)),
    "notes": pick(*sayings.NOTES),
    "address": address,
    "residence": address,
    "residence_address": address,
    "mahalla": number(3),
    "zuqaq": number(2),
    "house_number": number(2),
    "officer_name_rank": lambda o: f"{o.rng.choice(sayings.RANKS)} {o.strangers[0].triple}",
    "legal_basis": pick(*sayings.LAWS),
    "food_agent": lambda o: f"{o.strangers[0].triple} {o.number(4)}",
    "flour_agent": lambda o: f"{o.strangers[1].triple} {o.number(4)}",
    "ration_center": lambda o: f"مركز {o.town} {o.number(3)}",
    "mukhtar_name": stranger(0),
    "where_lost": pick(*sayings.LOST_PLACES),
    "how_lost": pick(*sayings.LOST_WAYS),
    "lost_document_type": pick(*sayings.LOST_DOCUMENTS),
    "authority": lambda o: f"{o.rng.choice(sayings.AUTHORITIES)} في {o.town}",
    "field_corrected": pick(*sayings.RECTIFIED),
    "old_value": lambda o: o.strangers[0].given_name,
    "new_value": lambda o: o.subject.given_name,
    "publication_reference": lambda o: day(o.written - dt.timedelta(days=40)),
}
EVENTS: Mapping[str, Source] = {
    "court": lambda o: o.town,
    "judge": stranger(4),
    "witness_1": stranger(0),
    "witness_2": stranger(1),
    "guardian_or_proxy": stranger(2),
    "contract_date": lambda o: day(o.family.married),
    "husband_name": lambda o: o.family.husband.full,
    "husband_birth": lambda o: birth(o.family.husband),
    "husband_prior_status": pick("أعزب", "مطلق", "أرمل"),
    "husband_id": identity,
    "wife_prior_status": pick("بكر", "ثيب"),
    "judge_permission": pick("لا حاجة", "إذن القاضي بالعدد ٤٥", "بإذن المحكمة"),
    "wife_name": lambda o: o.family.wife.full,
    "wife_birth": lambda o: birth(o.family.wife),
    "wife_id": identity,
    "prompt_mahr": lambda o: f"{o.rng.randrange(1, 60) * 250_000}",
    "deferred_mahr": lambda o: f"{o.rng.randrange(4, 90) * 250_000}",
    "divorce_type": pick(*sayings.DIVORCES),
    "divorce_date": lambda o: day(o.written),
    "marriage_contract_ref": lambda o: f"{o.number(4)} في {day(o.family.married)}",
    "death_date": lambda o: day(o.died),
    "place_of_death": lambda o: o.town,
    "cause_of_death": pick(*sayings.CAUSES_OF_DEATH),
    "certifier": stranger(3),
    "birth_time": birth_time,
    "plurality": plurality,
    "birth_weight": lambda o: f"{o.rng.randrange(20, 46) / 10}",
    "father_birth_year": birth_year_of(lambda o: o.family.husband, range(20, 45)),
    "mother_birth_year": birth_year_of(lambda o: o.family.wife, range(18, 40)),
    "father_occupation": lambda o: o.family.husband.occupation,
    "father_nationality": pick("عراقي", "عراقية"),
    "father_religion": pick(*sayings.RELIGIONS),
    "mother_previous_births": previous_births,
    "attendant": stranger(3),
    "institution": pick(*sayings.HOSPITALS),
    "informant": lambda o: f"{father(o)} / {o.rng.choice(sayings.RELATIONS_OF_INFORMANT)}",
}
# The same key means another thing on these types.
OF_TYPE: Mapping[str, Mapping[str, Source]] = {
    "birth_certificate": {
        "father_name": father,
        "mother_name": mother,
    },
    "birth_proof": {
        "father_name": father,
        "mother_name": lambda o: o.family.wife.full if o.subject in o.family.children else mother(o),
        "document_number": court_number,
    },
    "ration_card": {"card_number": number(9)},
    "passport": {
        "document_type": pick("P"),
        "country_code": pick("IRQ"),
        "nationality": pick("IRQ"),
        "passport_number": lambda o: o.passport_number,
        "expiry_date": lambda o: day(o.passport_expires),
        "issuing_authority": lambda o: o.family.seat.governorate,
    },
}


def source_of(document_type: str, key: str) -> Source | None:
    """The source of a field of a document type; None for a field nobody foresaw."""
    for table in (OF_TYPE.get(document_type, {}), PERSON, SEAT, PAPER, EVENTS):
        if key in table:
            return table[key]
    return None
