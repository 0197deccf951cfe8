"""A family: who stands on a register page, who is whose child, and what contradicts."""

from typing import Self

from pydantic import BaseModel

from messages import Catalogue
from registry.families.contradictions import contradictions
from registry.families.families import FamilyView
from registry.families.family_graph import graph_of


class RelativeAnswer(BaseModel):
    """A person of a family, by `number` in the rest of the answer; `records` are all that name them."""

    number: int
    name: str
    relation: str
    records: list[int]
    born: list[str]
    died: list[str]


class DescentAnswer(BaseModel):
    """A child and its parents, by number."""

    child: int
    father: int | None
    mother: int | None


class MarriageAnswer(BaseModel):
    """A couple, by number. `ended`: by a deed of divorce."""

    husband: int
    wife: int
    ended: bool


class ContradictionAnswer(BaseModel):
    """What cannot all be true, and of whom; a question to people, no verdict."""

    code: str
    people: list[int]
    message: str


class FamilyAnswer(BaseModel):
    """A family as a graph."""

    office: str
    register_number: str
    page_number: str
    relatives: list[RelativeAnswer]
    descents: list[DescentAnswer]
    marriages: list[MarriageAnswer]
    contradictions: list[ContradictionAnswer]

    @classmethod
    def of(cls, view: FamilyView, words: Catalogue) -> Self:
        """The answer for a family, contradictions in the reader's language."""
        graph = graph_of(view)
        return cls(
            office=view.office,
            register_number=view.register,
            page_number=view.page,
            relatives=[
                RelativeAnswer(
                    number=one.number,
                    name=one.name,
                    relation=one.relation.value,
                    records=list(one.records),
                    born=[day.isoformat() for day in one.born] if one.born else [],
                    died=[text for _, text in one.died],
                )
                for one in graph.relatives
            ],
            descents=[
                DescentAnswer(child=one.child, father=one.father, mother=one.mother) for one in graph.descents
            ],
            marriages=[
                MarriageAnswer(husband=one.husband, wife=one.wife, ended=one.ended) for one in graph.marriages
            ],
            contradictions=[
                ContradictionAnswer(
                    code=flag.kind.value,
                    people=list(flag.people),
                    message=words.say(f"contradiction.{flag.kind}", flag.params),
                )
                for flag in contradictions(graph)
            ],
        )
