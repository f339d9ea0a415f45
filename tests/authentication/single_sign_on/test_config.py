"""The file that describes the identity providers of a station."""

import json

import pytest

from apps.authentication.single_sign_on.config import read_providers
from apps.core.rights import Role

OPENID = {
    "protocol": "openid",
    "id": "house",
    "name": "The House",
    "server": "https://id.example.org/",
    "client_id": "bms",
    "client_secret": "secret",
    "groups": {"bms-admins": "administrator"},
}
SAML = {"protocol": "saml", "id": "campus", "name": "Campus", "entity_id": "x", "metadata_url": "https://id.example/m"}


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "sso.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


def test_both_protocols_are_read(file):
    house, campus = read_providers(file([OPENID, SAML]))

    assert (house.server, house.path) == ("https://id.example.org", "/account/sso/oidc/house/login/")
    assert house.groups == {"bms-admins": Role.ADMINISTRATOR}
    assert campus.path == "/account/sso/saml/campus/login/"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ([OPENID, OPENID], "same id"),
        ([OPENID | {"groups": {"x": "boss"}}], "groups.x"),
        ([OPENID | {"server": "id.example.org"}], "must look like https"),
        ([OPENID | {"sercret": "x"}], "sercret"),
        ([OPENID | {"protocol": "kerberos"}], "protocol"),
        ([{**SAML, "metadata_url": ""}], "needs metadata_url"),
    ],
)
def test_a_mistake_is_named_in_one_line(file, content, said):
    with pytest.raises(ValueError, match=said) as told:
        read_providers(file(content))
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        read_providers(tmp_path / "no.json")


@pytest.mark.parametrize(
    ("groups", "otherwise", "role"),
    [
        (["b", "a"], "operator", Role.ADMINISTRATOR),
        (["b", "c"], "operator", Role.ENGINEER),
        (["c"], "operator", Role.OPERATOR),
        (["c"], None, None),
        ([], None, None),
    ],
)
def test_the_mightiest_group_gives_the_role(file, groups, otherwise, role):
    known = OPENID | {"groups": {"a": "administrator", "b": "engineer"}, "role_otherwise": otherwise}
    (provider,) = read_providers(file([known]))

    assert provider.role_for(groups) == role
