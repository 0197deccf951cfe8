"""Accounts and offices."""

from dataclasses import asdict
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from registry.accounts.account_requests import Approved, RequestView
from registry.accounts.accounts import AccountView
from registry.accounts.offices import OfficeView
from registry.domain.access import Role
from registry.models.accounts import Asked


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
    """The one-time code with which the account's holder sets a password. It is shown this once.

    None while the account waits: the administrator who approves gets it.
    """

    account: UUID
    code: str | None
    waits: UUID | None = Field(
        None, description="the request that another administrator has to approve first"
    )


class Change(BaseModel):
    """Another role or office for an account."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "officer", "office": "11-03"}]}
    )

    role: Role
    office: str | None = Field(None, max_length=32)


class Changed(BaseModel):
    """What was asked for an account: done at once, or waiting for another administrator."""

    account: UUID
    waits: UUID | None


class Approval(BaseModel):
    """The approval of a request. The recovery key stands for the second administrator of a lone one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})

    recovery_key: SecretStr | None = Field(None, max_length=256)


class RequestAnswer(BaseModel):
    """What waits for a second administrator. `own`: asked by whoever reads this."""

    id: UUID
    account: UUID
    name: str
    display_name: str
    asked: Asked
    role: Role
    office: str | None
    sees_sensitive: bool
    role_now: Role
    office_now: str | None
    asked_by: str
    asked_at: datetime
    own: bool
    gives_code: bool = Field(description="the approval answers with a one-time code for the holder")
    password_known: bool = Field(description="a password set by whoever asked will open the account")

    @classmethod
    def of(cls, view: RequestView) -> Self:
        """The answer for a request."""
        return cls(**asdict(view))


class ApprovedAnswer(RequestAnswer):
    """What was approved. `code` is for the account's holder alone; it is shown this once."""

    code: str | None

    @classmethod
    def given(cls, approved: Approved) -> Self:
        """The answer for an approval."""
        return cls(**asdict(approved.request), code=approved.code)


class AccountAnswer(BaseModel):
    """An account as its administrator sees it."""

    id: UUID
    name: str
    display_name: str
    role: Role
    office: str | None
    active: bool
    disabled: bool
    waits: bool

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
            waits=view.waits,
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
