"""An authenticator app, by RFC 6238, and a person who has set one up on the station's own pages."""

import hmac
import re
import struct
import time
from base64 import b32decode
from hashlib import sha1
from html import unescape

from tests.authentication.factories import PASSWORD
from tests.conftest import ApiClient

PAGES = "/account/second-factor"


def code_of(secret, *, ahead=0):
    """What the app shows now, or so many half minutes ahead."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.new(b32decode(secret), counter, sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(username="anna", password=PASSWORD, *, client=None, **body):
    client = client or ApiClient(REMOTE_ADDR="192.0.2.1")
    return client, client.post("/api/auth/login/", {"username": username, "password": password, **body})


def confirm(client, password=PASSWORD):
    """Type the password once more, as the pages ask for before anything is changed."""
    return form(client, "/account/confirm/", {"password": password})


def form(client, path, values):
    return client.generic(
        "POST", path, "&".join(f"{k}={v}" for k, v in values.items()), "application/x-www-form-urlencoded"
    )


def set_up_app(client):
    """Returns the app's secret and the recovery codes."""
    page = client.get(f"{PAGES}/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)[1]
    answer = form(client, f"{PAGES}/totp/activate/", {"code": code_of(secret, ahead=-1)})
    assert answer.status_code == 302, answer.content.decode()
    shown = unescape(client.get(answer["Location"]).content.decode())
    return secret, re.findall(r"\b\d{8}\b", shown)
