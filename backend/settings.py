"""Django's settings, all of them, for every environment. Values that differ come from `env.py`."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import allauth
from celery.schedules import crontab
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.core.logs import logging_config
from apps.core.statements import TellingCursor
from backend.env import ROOT, Environment, read_env
from backend.rates import FIRST_CALLS, NEVER, TOKENS

env = read_env()
# Workbooks are read by defusedxml. Single sign-on brings lxml, which openpyxl would prefer, entities and all.
os.environ["OPENPYXL_LXML"] = "False"
_ALLAUTH = Path(allauth.__file__).parent

DEBUG = False  # errors are answered the same everywhere; tracebacks go to the log
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_host_list
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
ASGI_APPLICATION = "backend.asgi.application"
APPEND_SLASH = False  # a redirect would lose the body of a POST
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_DIR = env.data_dir
STATION_NAME = env.station_name
PUBLIC_URL = env.public_url
STREAM_PORT = env.stream_port
CLIENT_DIR = env.client_dir
ENVIRONMENT = env.environment
TRUSTED_PROXIES = env.trusted_proxy_list

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "axes",
    "pgtrigger",
    "pghistory",
    "ninja",  # the pages of /api/docs/, from our own server
    "apps.core",
    "apps.authentication",
    "apps.facilities",
    "apps.scheduling",
    "apps.tickets",
    "apps.notifications",
    "allauth",  # its templates; ours come first and take their place
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "backend.wiring.Wiring",
]

MIDDLEWARE = [
    "apps.core.middleware.trusted_proxies",
    "apps.core.middleware.request_context",
    "apps.core.middleware.api_answers",
    "django.middleware.security.SecurityMiddleware",
    "apps.core.content_security.content_security",
    "apps.core.middleware.known_hosts",
    "apps.core.site.StationFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "apps.core.middleware.ApiCsrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.authentication.middleware.current_actor",
    "apps.core.rates.rate_limits",
    "apps.core.idempotency.idempotent_posts",
    "axes.middleware.AxesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["apps.authentication.pages.words.station"]},
    }
]

# --- database -----------------------------------------------------------------------------------
_database = urlsplit(env.database_url)
_words = {name: values[0] for name, values in parse_qs(_database.query).items()}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.path.lstrip("/"),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or "") or env.database_password,
        "HOST": _words.get("host", _database.hostname or ""),
        "PORT": str(_database.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # Seconds. A database that is away is told to the caller soon, and looked for again soon: the
            # pool's own growing pauses are given up after `reconnect_timeout`, the next request tries at once.
            "pool": {
                "min_size": 1,
                "max_size": env.database_pool_size,
                "timeout": 5,
                "reconnect_timeout": 2,
                "max_lifetime": 1800,
            },
            "connect_timeout": 3,
            "cursor_factory": TellingCursor,
            **{name: word for name, word in _words.items() if name in {"sslmode", "sslrootcert"}},
        },
        "TEST": {"NAME": f"test_{_database.path.lstrip('/')}"},
    }
}

# --- cache, queue --------------------------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.redis_url,
        "KEY_PREFIX": "bms",
        # Seconds; one retry at once, because a connection cut by a restart fails on its first use.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 3, "retry": Retry(NoBackoff(), 1)},
    }
}
REDIS_URL = env.redis_url
HEARTBEAT_FILE = env.heartbeat_file
CELERY_BROKER_URL = env.redis_url
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": "bms-queue:",
    "socket_connect_timeout": 1,
    "socket_timeout": 10,
    "visibility_timeout": 3600,
    "max_retries": 1,  # of a connection to send with; the worker's own are not limited by this
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False  # the sweep picks up what could not be announced
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "core.make_backup": {"queue": "long"},
    "core.check_record": {"queue": "long"},
    "core.forget_outlived": {"queue": "long"},
    "authentication.run_personal_data_job": {"queue": "long"},
    "scheduling.imports.*": {"queue": "long"},
    "scheduling.series.*": {"queue": "long"},
}
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "core.relay", "schedule": 5.0, "options": {"expires": 5.0}},
    "forget expired sessions": {"task": "authentication.forget_expired_sessions", "schedule": 3600.0},
    "seal the record": {"task": "core.seal_record", "schedule": 60.0, "options": {"expires": 60.0}},
    "check the record": {"task": "core.check_record", "schedule": crontab(hour="4", minute="10")},
    "forget what was kept long enough": {"task": "core.forget_outlived", "schedule": crontab(hour="3", minute="20")},
    "forget old keys": {"task": "core.forget_expired", "schedule": 3600.0},
    "send mail that waits": {"task": "notifications.send_mail", "schedule": 10.0, "options": {"expires": 10.0}},
    "let holds lapse": {"task": "scheduling.claims.let_lapse", "schedule": 20.0, "options": {"expires": 20.0}},
    "extend series": {"task": "scheduling.series.extend", "schedule": crontab(hour="3", minute="10")},
    "read schedule sources": {"task": "scheduling.sources.sync_due", "schedule": 30.0, "options": {"expires": 30.0}},
    "sweep files of tickets": {"task": "tickets.sweep_files", "schedule": crontab(hour="3", minute="40")},
    "sweep uploads": {"task": "scheduling.imports.sweep_files", "schedule": crontab(hour="3", minute="50")},
    "resume imports": {"task": "scheduling.imports.resume", "schedule": 60.0, "options": {"expires": 60.0}},
}
if env.backup_dir:
    CELERY_BEAT_SCHEDULE |= {
        "make a backup": {"task": "core.make_backup", "schedule": crontab(hour="2", minute="40")},
        "look for a backup": {"task": "core.look_for_backup", "schedule": crontab(hour="6", minute="40")},
    }
METRICS_TOKEN, OTLP_ENDPOINT, SENTRY_DSN = env.metrics_token, env.otlp_endpoint, env.sentry_dsn
BACKUP_DIR, BACKUP_S3 = env.backup_dir, env.backup_s3
BACKUP_RECIPIENT = env.backup_recipient
BACKUP_DAYS, BACKUP_WEEKS = env.backup_days, env.backup_weeks

# --- people, sessions, CSRF ----------------------------------------------------------------------
AUTH_USER_MODEL = "authentication.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds; invitations and resets alike
SESSION_ENGINE = "apps.authentication.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.public_url.startswith("https://")
# Over TLS a browser takes cookies of such a name from this very host alone: no neighbour of the same domain plants one.
_own_host = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_own_host}sessionid", f"{_own_host}csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # clients read the token from /api/csrf/
CSRF_TRUSTED_ORIGINS = [env.public_url]
CSRF_FAILURE_VIEW = "apps.core.site.csrf_failure"

# Locked by name and address together: nobody can lock out another person by name alone. A single
# address that tries many names is slowed by the sign-in service's own count per address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who keeps trying is let in after the same time
AXES_CLIENT_IP_CALLABLE = "apps.authentication.access.attempts.network_of"
AXES_LOCKOUT_CALLABLE = "apps.authentication.access.attempts.locked_out"
AXES_SENSITIVE_PARAMETERS = ["password", "username"]
AXES_DISABLE_ACCESS_LOG = True

# --- second factor, single sign-on ------------------------------------------------------------------
# The library keeps factors and talks to identity providers; sessions, counts and lock-outs are our own
# (`apps/authentication/pages/adapters.py`). See docs/adr on why, and docs/sign-in.md on how.
IDENTITY_PROVIDERS = env.identity_providers
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/"
ACCOUNT_ADAPTER = "apps.authentication.pages.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are given by whoever looks after people
ACCOUNT_RATE_LIMITS = {
    "login_failed": "200/m/ip,5/300s/key"
}  # of codes; the key is the person, who needs the password first
MFA_ADAPTER = "apps.authentication.pages.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half-minutes that a clock may be wrong
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}  # a whole office comes from one address at nine
SOCIALACCOUNT_ADAPTER = "apps.authentication.pages.social.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # from our own pages alone, see `pages/sso.py`
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
SIGNED_POSTS = r"/account/sso/saml/[a-z0-9-]{1,40}/acs/"  # need no CSRF token, see `ApiCsrf`
PAGE_FILES = [
    ROOT / "apps" / "authentication" / "pages" / "static",
    *(_ALLAUTH / app / "static" for app in ("account", "mfa")),
]

# --- answers -------------------------------------------------------------------------------------
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0  # this name alone, not those below it
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None if not SESSION_COOKIE_SECURE else "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # removed unless a trusted proxy sent it
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # `content_security` sends the header
    "security.W003",  # `ApiCsrf` is Django's middleware, without exemptions
    "security.W005",  # other names below the station's are not ours to decide on
    "security.W008",  # the proxy redirects: without a trusted one, Django would send people in a circle
    "security.W021",  # nor is a browser's list
]
NINJA_PAGINATION_MAX_LIMIT = 1000
NINJA_NUM_PROXIES = 0  # `trusted_proxies` has put the caller's address right
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200  # of a form or a query
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Where files are taken, and how much a request may hold there; anywhere else as much as any other body.
UPLOAD_MOST_BYTES = {"/api/imports/": 200 * 1024 * 1024, "/api/attachments/": 11 * 1024 * 1024}
OUTGOING_LOOPBACK = env.outgoing_loopback  # only ever true in tests

# How many requests in what time: see `apps.core.rates`. Empty: as many as anybody likes.
RATES = (
    {"person": env.rate_person, "costly": env.rate_costly, "address": env.rate_address} if env.has_rate_limits else {}
)
RATE_TOKENS, RATE_NEVER, RATE_FIRST_CALLS = TOKENS, NEVER, FIRST_CALLS

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
CONSOLE_DIR = ROOT / "frontend" / "dist"
OPENAPI_FILE = ROOT / "docs" / "openapi.json"

# --- language, time, mail, logs --------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = env.time_zone  # the station's; instants are stored in UTC whatever this says
LANGUAGE_CODE = "en-gb"
USE_I18N = False

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from
if env.email_url:
    _mail = urlsplit(env.email_url)
    _options = parse_qs(_mail.query)
    EMAIL_HOST = _mail.hostname
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _options.get("tls", ["0"])[0] == "1"
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.data_dir / "mail"

LOGGING = logging_config(json=env.log_format == "json", level=env.log_level)

IS_TEST = env.environment is Environment.TEST
