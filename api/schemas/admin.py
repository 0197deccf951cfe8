"""Accounts and offices."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from registry.access import Role
from registry.accounts import AccountView
from registry.offices import OfficeView


class NewAccountRequest(BaseModel):
    """An account to be made. Clerks and officers belong to an office."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "zaynab", "display_name": "زينب كريم", "role": "clerk", "office": "11-03"}]
        },
    )

    name: str = Field(max_length=64)
    role: Role
    office: str | None = Field(None, max_length=32)
    display_name: str = Field("", max_length=200)
    sees_sensitive: bool = False


class Activated(BaseModel):
    """The one-time code with which the account's holder sets a password. It is shown this once."""

    account: UUID
    code: str


class AccountAnswer(BaseModel):
    """An account as its administrator sees it."""

    id: UUID
    name: str
    display_name: str
    role: Role
    office: str | None
    active: bool
    disabled: bool

    @classmethod
    def of(cls, view: AccountView) -> Self:
        """The answer for an account."""
        return cls(
            id=view.id,
            name=view.name,
            display_name=view.display_name,
            role=view.role,
            office=view.office,
            active=view.active,
            disabled=view.disabled,
        )


class OfficeBody(BaseModel):
    """A civil affairs office."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "code": "11-03",
                    "name_ar": "دائرة أحوال زاخو",
                    "name_ckb": "فەرمانگەی باری کەسێتی زاخۆ",
                    "name_en": "Zakho civil affairs",
                    "governorate": "دهوك",
                    "district": "زاخو",
                }
            ]
        },
    )

    code: str = Field(max_length=32)
    name_ar: str = Field(max_length=200)
    name_ckb: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    governorate: str = Field(max_length=64)
    district: str | None = Field(None, max_length=64)

    @classmethod
    def of(cls, view: OfficeView) -> Self:
        """The answer for an office."""
        return cls(
            code=view.code,
            name_ar=view.name_ar,
            name_ckb=view.name_ckb,
            name_en=view.name_en,
            governorate=view.governorate,
            district=view.district,
        )

    def view(self) -> OfficeView:
        """The office; names not given in a language are the Arabic one."""
        ckb, en = self.name_ckb or self.name_ar, self.name_en or self.name_ar
        return OfficeView(self.code, self.name_ar, ckb, en, self.governorate, self.district)
