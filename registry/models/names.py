"""Tables that search looks people up in: distinct name parts, their misspellings, and who bears which."""

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, BigId, Words


class NamePart(Base):
    """One distinct key of a name part (`arabic.names.part_key`). Ids are given in the order of arrival.

    Frequent names arrive early, so a small id also says "common": search breaks ties by it.
    """

    __tablename__ = "name_parts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    key: Mapped[Words] = mapped_column(unique=True)


class NameVariant(Base):
    """What a key looks like with one letter lost, or without its dots: the way back from a misreading.

    Also how it sounds (`registry.search.parts`). The part's key stands in the primary key, too, so that
    search is answered from that index alone.
    """

    __tablename__ = "name_variants"

    variant: Mapped[Words] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("name_parts.id"), primary_key=True)
    key: Mapped[Words] = mapped_column(primary_key=True)


class NameIndex(Base):
    """The name parts of one person, 0 where the record does not say; indexed by the pairs search probes.

    Each index holds all five parts and the office, so that a probe is answered from the index alone.
    `office` is a number made of the office's code; `people.office_code` decides.
    """

    __tablename__ = "name_index"
    __table_args__ = (
        Index(
            "ix_name_index_given_father",
            "given",
            "father",
            "grandfather",
            "laqab",
            "mother",
            "office",
            "person_id",
        ),
        Index(
            "ix_name_index_given_grandfather",
            "given",
            "grandfather",
            "father",
            "laqab",
            "mother",
            "office",
            "person_id",
        ),
        Index(
            "ix_name_index_father_grandfather",
            "father",
            "grandfather",
            "given",
            "laqab",
            "mother",
            "office",
            "person_id",
        ),
        Index(
            "ix_name_index_mother_given",
            "mother",
            "given",
            "father",
            "grandfather",
            "laqab",
            "office",
            "person_id",
        ),
        Index(
            "ix_name_index_given_laqab",
            "given",
            "laqab",
            "father",
            "grandfather",
            "mother",
            "office",
            "person_id",
        ),
    )

    person_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    given: Mapped[int] = mapped_column(Integer)
    father: Mapped[int] = mapped_column(Integer)
    grandfather: Mapped[int] = mapped_column(Integer)
    laqab: Mapped[int] = mapped_column(Integer)
    mother: Mapped[int] = mapped_column(Integer)
    office: Mapped[int] = mapped_column(Integer)
