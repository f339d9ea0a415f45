"""The house's identity providers, as whoever runs the station describes them in one file."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator, model_validator

from apps.core.rights import Role

_TOP = list(Role)  # the mightiest first


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("must look like https://id.example.org")
    return value.rstrip("/")


class _Provider(BaseModel):
    """What is the same for both protocols."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[
        str, Field(pattern=r"^[a-z0-9-]{1,40}$")
    ]  # part of addresses and of what links people: never change it
    name: Annotated[str, Field(min_length=1, max_length=40)]  # what people know it by
    groups: dict[str, Role] = {}  # whoever is in the group has the role, at every sign-in
    role_otherwise: Role | None = Role.OPERATOR  # of those in none of these groups; null: they may not sign in
    creates_people: bool = False  # whoever it knows gets an account here at the first sign-in
    trusts_email: bool = False  # every address it tells is one it has verified, even if it does not say so
    asks_second_factor: bool = False  # so that none is asked for here

    def role_for(self, groups: list[str]) -> Role | None:
        """The mightiest role of these groups; else the one of everybody else."""
        given = {self.groups[group] for group in groups if group in self.groups}
        return min(given, key=_TOP.index) if given else self.role_otherwise


class OpenIdProvider(_Provider):
    protocol: Literal["openid"]
    server: str  # its address; what is below it at /.well-known/openid-configuration says the rest
    client_id: str
    client_secret: str
    groups_claim: str = "groups"
    scopes: list[str] = ["openid", "profile", "email"]

    _is_web_address = field_validator("server")(_web_address)

    @property
    def path(self) -> str:
        return f"/account/sso/oidc/{self.id}/login/"

    @property
    def app(self) -> dict[str, Any]:
        """In the words of the library."""
        return {
            "provider": "openid_connect",
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.server, "oauth_pkce_enabled": True, "scope": self.scopes},
        }


class SamlProvider(_Provider):
    protocol: Literal["saml"]
    entity_id: str
    sso_url: str = ""
    certificate: str = ""  # with which it signs
    metadata_url: str = ""  # in place of these two
    groups_attribute: str = "groups"
    attributes: dict[Literal["uid", "email", "email_verified", "first_name", "last_name", "username"], str] = {}

    @model_validator(mode="after")
    def _is_whole(self) -> "SamlProvider":
        if not self.metadata_url and not (self.sso_url and self.certificate):
            raise ValueError("needs metadata_url, or sso_url and certificate")
        for address in filter(None, (self.metadata_url, self.sso_url)):
            _web_address(address)
        return self

    @property
    def path(self) -> str:
        return f"/account/sso/saml/{self.id}/login/"

    @property
    def app(self) -> dict[str, Any]:
        """In the words of the library. Assertions must be signed; answers nobody asked for are refused."""
        idp = {"entity_id": self.entity_id, "sso_url": self.sso_url, "x509cert": self.certificate}
        if self.metadata_url:
            idp["metadata_url"] = self.metadata_url
        advanced = {"want_assertion_signed": True, "reject_idp_initiated_sso": True, "strict": True}
        return {
            "provider": "saml",
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.id,
            "settings": {"idp": idp, "attribute_mapping": self._mapping(), "advanced": advanced},
        }

    def _mapping(self) -> dict[str, Any]:
        from allauth.socialaccount.providers.saml.provider import SAMLProvider

        defaults: dict[str, Any] = SAMLProvider.default_attribute_mapping
        return defaults | dict(self.attributes)


Provider = Annotated[OpenIdProvider | SamlProvider, Field(discriminator="protocol")]
_FILE: TypeAdapter[list[Provider]] = TypeAdapter(list[Provider])


def read_providers(path: Path) -> tuple[OpenIdProvider | SamlProvider, ...]:
    """Raises ValueError with one line about what is wrong in the file."""
    try:
        found = _FILE.validate_python(json.loads(path.read_bytes()))
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path.name}: {place}: {first['msg'].removeprefix('Value error, ')}") from None
    except ValueError as error:
        raise ValueError(f"{path.name} is not JSON: {error}") from None
    if len({provider.id for provider in found}) < len(found):
        raise ValueError(f"{path.name}: two providers have the same id")
    return tuple(found)


def providers() -> tuple[OpenIdProvider | SamlProvider, ...]:
    """Those of this station, none where no file was named."""
    from django.conf import settings

    found: tuple[OpenIdProvider | SamlProvider, ...] = settings.IDENTITY_PROVIDERS
    return found
