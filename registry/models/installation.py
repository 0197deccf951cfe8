"""The table of one row that says which key and which store this database belongs to."""

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base, Digest


class Installation(Base):
    """What belongs together. `key_id` names the master key; the store holds a blob named `marker`."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key_id: Mapped[str] = mapped_column(String(16))
    marker: Mapped[Digest]
