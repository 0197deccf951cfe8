"""What the service found to be other than the trail says, until a whole look finds it right again."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base


class IntegrityFault(Base):
    """A fault that was found: kinds are those of `registry.domain.integrity`, `subject` holds ids alone."""

    __tablename__ = "integrity_faults"

    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    found_at: Mapped[datetime]
