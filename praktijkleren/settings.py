"""One file for every surrounding. The defaults are those of production; script/server sets what differs elsewhere."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

OMGEVING = env.str("OMGEVING", default="productie")
"""productie, ontwikkeling or test. Only in ontwikkeling are there demo people, one-click sign-in and mail on a page."""
ONTWIKKELING = OMGEVING == "ontwikkeling"
PRODUCTIE = OMGEVING == "productie"

# --- Django ---------------------------------------------------------------------------------------------------------
INSECURE_SECRET_KEY = "onveilig-alleen-voor-ontwikkeling"  # noqa: S105 - a marker that the system check refuses
SECRET_KEY = env.str("SECRET_KEY", default=INSECURE_SECRET_KEY)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
"""How the outside world reaches us: stands in mails, on documents and in QR codes."""

INSTALLED_APPS = [
    "praktijkleren.ui",
    "praktijkleren.audit",
    "praktijkleren.post",
    "praktijkleren.werk",
    "praktijkleren.links",
    "praktijkleren.documenten",
    "praktijkleren.accounts",
    "kwalificaties",
    "kandidaten",
    "leerbedrijven",
    "aanmeldingen",
    "trajecten",
    "verklaringen",
    "rapportages",
    "praktijkleren.accounts.apps.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "crispy_forms",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "praktijkleren.accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "praktijkleren.urls"
WSGI_APPLICATION = "praktijkleren.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["nlds"]
CRISPY_TEMPLATE_PACK = "nlds"

# --- Data -----------------------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;",
}
DATABASES: dict[str, dict[str, Any]] = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
_on_sqlite = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS if _on_sqlite else {"pool": {"min_size": 1, "max_size": 8}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
_in_redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
_in_database = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
CACHES: dict[str, dict[str, Any]] = {"default": _in_redis if REDIS_URL else _in_database}
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"

# --- Work that the clock or an action starts ------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {
        "visibility_timeout": 600,
        "unacked_restore_throttle": 1,
        # A request that wakes a worker does not wait for a broker that is away: the sweep finds the row.
        "max_retries": 0,
        "socket_connect_timeout": 1,
        "socket_timeout": 2,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(VAR_DIR / "broker/queue"),
        "data_folder_out": str(VAR_DIR / "broker/queue"),
        "control_folder": str(VAR_DIR / "broker/control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "post.sweep": {"task": "praktijkleren.post.schedule.sweep", "schedule": 60.0},
    "post.purge": {"task": "praktijkleren.post.schedule.purge", "schedule": crontab(hour=3, minute=10)},
    "werk.sweep": {"task": "praktijkleren.werk.schedule.sweep", "schedule": 60.0},
    "documenten.sweep": {"task": "praktijkleren.documenten.schedule.sweep", "schedule": 120.0},
    "documenten.try_seal": {"task": "praktijkleren.documenten.schedule.try_seal", "schedule": crontab(50, 5)},
    "links.forget": {"task": "praktijkleren.links.schedule.forget", "schedule": crontab(hour=3, minute=20)},
    "accounts.hand_over_left_behind": {
        "task": "praktijkleren.accounts.schedule.hand_over_left_behind",
        "schedule": crontab(hour=5, minute=40),
    },
    "audit.seal_inzage": {"task": "praktijkleren.audit.schedule.seal_inzage", "schedule": crontab(minute=5)},
    "leerbedrijven.watch_erkenningen": {"task": "leerbedrijven.schedule.watch_erkenningen", "schedule": crontab(10, 6)},
    "trajecten.watch": {"task": "trajecten.schedule.watch", "schedule": crontab(hour=6, minute=20)},
    "rapportages.count": {"task": "rapportages.schedule.count", "schedule": 60.0},
    "rapportages.forget_sums": {"task": "rapportages.schedule.forget_sums", "schedule": crontab(hour=3, minute=50)},
    "rapportages.make_reports": {"task": "rapportages.schedule.make_reports", "schedule": crontab(minute=35)},
    "verklaringen.remind": {"task": "verklaringen.schedule.remind", "schedule": crontab(minute="*/15")},
    "verklaringen.forget_exports": {"task": "verklaringen.schedule.forget_exports", "schedule": crontab(minute=45)},
    "verklaringen.check_register": {
        "task": "verklaringen.schedule.check_register",
        "schedule": crontab(hour=2, minute=10, day_of_week="sun"),
    },
    "verklaringen.escalate": {"task": "verklaringen.schedule.escalate", "schedule": crontab(minute=25)},
}

# --- Mail -----------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
if ONTWIKKELING:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "post"
EMAIL_TIMEOUT = 20
MAIL_WEBHOOK_SECRET = env.str("MAIL_WEBHOOK_SECRET", default="")
"""Shared with the mail provider, which tells at /post/bezorging/ what bounced. Empty: that page is not there."""
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Praktijkleren <geen-antwoord@praktijkleren.invalid>")

# --- Signing in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Gebruiker"
AUTHENTICATION_BACKENDS = ["praktijkleren.accounts.backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "praktijkleren.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "praktijkleren.accounts.passwords.NotCommonValidator"},
    {"NAME": "praktijkleren.accounts.passwords.NotOneselfValidator"},
    {"NAME": "praktijkleren.accounts.passwords.NotOurWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "werk:today"
LOGOUT_REDIRECT_URL = "accounts:home"
ACCOUNT_ADAPTER = "praktijkleren.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "praktijkleren.accounts.adapter.display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = False
"""Those of allauth live in the cache; accounts/limits.py counts rows instead."""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a path
ACCOUNT_FORMS = {
    "login": "praktijkleren.accounts.forms.signing_in.LoginForm",
    "reauthenticate": "praktijkleren.accounts.forms.signing_in.ReauthenticateForm",
    "change_password": "praktijkleren.accounts.forms.signing_in.ChangePasswordForm",
    "reset_password": "praktijkleren.accounts.forms.signing_in.ResetPasswordForm",
    "reset_password_from_key": "praktijkleren.accounts.forms.signing_in.ResetPasswordKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Praktijkleren"
MFA_ADAPTER = "praktijkleren.accounts.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""An invitation by mail verified the address before there was an account."""
MFA_FORMS = {
    "authenticate": "praktijkleren.accounts.forms.signing_in.CodeForm",
    "reauthenticate": "praktijkleren.accounts.forms.signing_in.CodeAgainForm",
    "activate_totp": "praktijkleren.accounts.forms.signing_in.ActivateTOTPForm",
    "deactivate_totp": "praktijkleren.accounts.forms.signing_in.DeactivateTOTPForm",
    "generate_recovery_codes": "praktijkleren.accounts.forms.signing_in.RecoveryCodesForm",
}
TOTP_REQUIRED = env.bool("TOTP_REQUIRED", default=not ONTWIKKELING)
"""Staff must use a second factor. Off in development only; the system check refuses that in production."""
SESSION_COOKIE_AGE = 8 * 3600

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
_hashed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _hashed if PRODUCTIE else "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "bestanden"))
"""Private: nothing is served from here but by a view that starts at visible_to."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = 2 * 1024 * 1024
FONTS_DIR = BASE_DIR / "static" / "fonts"

# --- Security -------------------------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=PRODUCTIE)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
"""E-mail addresses are unique: by a constraint that ignores capitals, which that check does not see."""
CSRF_FAILURE_VIEW = "praktijkleren.ui.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- The electronic seal and the credential -------------------------------------------------------------------------
SEAL_PKCS12 = env.str("SEAL_PKCS12", default="")
SEAL_PKCS12_PASSWORD = env.str("SEAL_PKCS12_PASSWORD", default="")
SEAL_PKCS11_MODULE = env.str("SEAL_PKCS11_MODULE", default="")
SEAL_PKCS11_TOKEN = env.str("SEAL_PKCS11_TOKEN", default="")
SEAL_PKCS11_KEY = env.str("SEAL_PKCS11_KEY", default="")
SEAL_PKCS11_PIN = env.str("SEAL_PKCS11_PIN", default="")
SEAL_TRUST_ANCHORS = env.str("SEAL_TRUST_ANCHORS", default="")
SEAL_TSA_URL = env.str("SEAL_TSA_URL", default="")
SEAL_TSA_TRUST_ANCHORS = env.str("SEAL_TSA_TRUST_ANCHORS", default="")
SEAL_ORGANISATION = env.str("SEAL_ORGANISATION", default="")
CREDENTIAL_KEY_FILE = env.str("CREDENTIAL_KEY_FILE", default="" if PRODUCTIE else str(VAR_DIR / "credential.pem"))
"""Ed25519 key (PEM) that signs the machine-readable verklaring; another one than that of the seal."""
CREDENTIAL_ISSUER = env.str("CREDENTIAL_ISSUER", default=SEAL_ORGANISATION or "Praktijkleren")
"""Name of the organisation that runs the service, as it stands in a credential."""

# --- What a beheerder or region may set -----------------------------------------------------------------------------
LINK_PEPPER = env.str("LINK_PEPPER", default=SECRET_KEY)
"""Mixed into every hash of a link token and code, so that a copy of the database alone opens nothing."""
LOAD_DEMO = env.bool("LOAD_DEMO", default=False)
"""Allows manage.py load_demo. Refused in production by a system check."""

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "praktijkleren.links.logs.TokenFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
