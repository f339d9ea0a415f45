"""What every answer tells a browser about what it may do with it."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from launcher.project import ROOT

PRODUCTION = {
    "BMS_ENVIRONMENT": "production",
    "BMS_SECRET_KEY": "a-key-that-nobody-else-has-0123456789-abcdefghijklmnopq",
    "BMS_PUBLIC_URL": "https://station.example",
    "BMS_ALLOWED_HOSTS": "station.example",
    "BMS_DATABASE_URL": "postgresql://bms:bms@database.example/bms",
    "BMS_REDIS_URL": "redis://cache.example/0",
}


def test_in_production_nothing_is_left_to_harden_and_cookies_are_of_this_host_alone(tmp_path):
    """As the server itself sends them: a request through the whole application, settings of production."""
    env = os.environ | PRODUCTION | {"BMS_DATA_DIR": str(tmp_path), "BMS_REDIS_URL": "redis://127.0.0.1:9/0"}
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.core.management import call_command\n"
        "from django.test import Client\n"
        "call_command('check', deploy=True, fail_level='WARNING')\n"
        "answer = Client(headers={'host': 'station.example'}).get('/api/csrf/', secure=True)\n"
        "print(answer.cookies.output()); print(settings.SESSION_COOKIE_NAME)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=env | {"DJANGO_SETTINGS_MODULE": "backend.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    *_, cookie, session = told.stdout.splitlines()
    assert cookie.startswith("Set-Cookie: __Host-csrftoken=")
    assert {part.strip() for part in cookie.split(";")} >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert "Domain" not in cookie
    assert session == "__Host-sessionid"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/health/", "/console/", "/api/no-such-thing/", "/api/profiles/"])
def test_every_answer_says_what_a_browser_may_do(path):
    answer = Client().get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_over_tls_a_browser_is_told_to_stay_there(settings):
    settings.SECURE_HSTS_SECONDS = 60
    assert Client().get("/api/health/", secure=True)["Strict-Transport-Security"] == "max-age=60"
    assert "Strict-Transport-Security" not in Client().get("/api/health/")
