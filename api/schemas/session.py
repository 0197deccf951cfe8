"""Signing in and out."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from registry.domain.access import Role


class SignIn(BaseModel):
    """Who wants to sign in."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"username": "clerk", "password": "كلمة مرور طويلة"}]}
    )

    username: str = Field(min_length=1, max_length=64)
    password: SecretStr = Field(min_length=1, max_length=256)


class SignedIn(BaseModel):
    """The session: its token (also set as a cookie), and what the account is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "b1Zx…", "role": "clerk", "office": "11-03"}]}
    )

    token: str = Field(description="works as `Authorization: Bearer` too")
    role: Role
    office: str | None = Field(description="None for accounts that serve all offices")
