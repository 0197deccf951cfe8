"""Exports of records: what is asked for, what was decided, what was written."""

from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from registry.exporting.asking import ExportView, Wish
from registry.models.exports import ExportForm

KEY: Final = "age1my4edyjnyvqhcfxcu2lzyckdzpm2pjsn4495vjyekvaagrzg33ysc833xc"
ASKED: Final[JsonDict] = {
    "office": "0101",
    "recipient": "مديرية الإحصاء السكاني",
    "recipient_key": KEY,
    "reason": "كتاب الوزارة ٤٤ في ٢٠٢٦/٣/١",
    "form": "csv",
    "byte_order_mark": True,
    "document_type": "birth_certificate",
    "registered_from": "2026-01-01",
    "registered_until": "2026-03-31",
}


class ExportWish(BaseModel):
    """What is to be handed out, to whom, and why. Days are days of registration, both included."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [ASKED]},
    )

    office: str = Field(max_length=32)
    recipient: str = Field(max_length=200, description="who gets the file")
    recipient_key: str = Field(
        max_length=100, description="the recipient's public key, as age-keygen prints it"
    )
    reason: str = Field(max_length=2000)
    form: ExportForm = ExportForm.jsonl
    byte_order_mark: bool = Field(
        default=False, description="for spreadsheets that guess the encoding of CSV"
    )
    document_type: str | None = Field(default=None, max_length=64)
    registered_from: date | None = None
    registered_until: date | None = None
    sensitive: bool = Field(
        default=False, description="needs the right of both people; JSON Lines only; each record is an event"
    )

    def wish(self) -> Wish:
        """As the register takes it."""
        return Wish(**self.model_dump())


class ExportRefusal(BaseModel):
    """Why an export is refused."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "المفتاح لا يطابق ما قاله المستلم بالهاتف"}]},
    )

    reason: str = Field(max_length=2000)


class ExportAnswer(BaseModel):
    """An export in figures. Its `ETag` is needed as `If-Match` to decide on it.

    `sha256` is of the plain content last written; the recipient can compare it after opening the file.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0198c2f4-7e9a-7c11-a6a5-2c54e61b7d10",
                    "version": 1,
                    **ASKED,
                    "sensitive": False,
                    "state": "asked",
                    "records": 1204,
                    "asked_by": "0198c2f4-7e9a-7c11-a6a5-2c54e61b7d11",
                    "asked_at": "2026-04-02T07:10:00Z",
                    "decided_by": None,
                    "decided_at": None,
                    "decision_reason": None,
                    "ends_at": None,
                    "sha256": None,
                    "own": False,
                }
            ]
        }
    )

    id: UUID
    version: int
    office: str
    recipient: str
    recipient_key: str
    reason: str
    form: ExportForm
    byte_order_mark: bool
    document_type: str | None
    registered_from: date | None
    registered_until: date | None
    sensitive: bool
    state: str
    records: int
    asked_by: UUID
    asked_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    decision_reason: str | None
    ends_at: datetime | None
    sha256: str | None
    own: bool

    @classmethod
    def of(cls, view: ExportView) -> Self:
        """The answer for an export."""
        wish = view.wish
        return cls(
            id=view.id,
            version=view.version,
            office=wish.office,
            recipient=wish.recipient,
            recipient_key=wish.recipient_key,
            reason=wish.reason,
            form=wish.form,
            byte_order_mark=wish.byte_order_mark,
            document_type=wish.document_type,
            registered_from=wish.registered_from,
            registered_until=wish.registered_until,
            sensitive=wish.sensitive,
            state=view.state.value,
            records=view.records,
            asked_by=view.asked_by,
            asked_at=view.asked_at,
            decided_by=view.decided_by,
            decided_at=view.decided_at,
            decision_reason=view.decision_reason,
            ends_at=view.ends_at,
            sha256=view.written_digest,
            own=view.own,
        )


class ExportsAnswer(BaseModel):
    """The newest exports, the newest first."""

    exports: list[ExportAnswer]
