"""Settings of the portal; values that differ between machines come from the environment or `.env`."""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue
from redis.backoff import NoBackoff
from redis.retry import Retry

BASE_DIR = Path(__file__).resolve().parent.parent
# Files written at run time: database, broker folders, certificates, compiled static files.
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- Installation ----------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY")
# Earlier keys: what they signed and encrypted stays readable while the key is being changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Printed in the QR code of every certificate, so it must be the address residents can open.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")

# --- Apps ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "ecotown.demonstration",
    "ecotown.portal",
    "ecotown.personal_data",
    "awards",
    "assessments",
    "indicators",
    "ecotown.people",
    "ecotown.profile",
    "areas",
    "ecotown.notices",
    "ecotown.accounts",
    "ecotown.configuration",
    "ecotown.common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ecotown.common.queue.hints.hints_in_one_message",
    "csp.middleware.CSPMiddleware",
    "ecotown.common.requests.language.chosen_language",
    "ecotown.common.requests.readable_requests.readable_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ecotown.people.first_run.FirstRunMiddleware",
    "ecotown.accounts.sessions.SignInMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ecotown.profile.sessions.session_activity",
    "ecotown.profile.sessions.after_signing_in",
    "ecotown.accounts.cache_headers.private_pages",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ecotown.errors.error_pages",
]

ROOT_URLCONF = "ecotown.urls"
WSGI_APPLICATION = "ecotown.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ecotown.notices.context.unread",
                "ecotown.common.forms.refused_forms.refused_forms_context",
                "ecotown.profile.context.session_time",
                "ecotown.profile.context.ways_in",
                "ecotown.people.context.ways_in",
                "ecotown.personal_data.context.own_data",
                "ecotown.portal.context.navigation",
                "ecotown.portal.context.way_back",
                "ecotown.portal.context.demonstration",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'ecotown.sqlite3'}")}
# Seconds after which a statement gives up waiting for the lock of another transaction, or running at all, so
# that one stuck transaction does not take every web process with it. Its request is answered by 503.
LOCK_TIMEOUT = env.float("LOCK_TIMEOUT", default=5)
STATEMENT_TIMEOUT = env.float("STATEMENT_TIMEOUT", default=20)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Rebuilds tables with their guards.
    DATABASES["default"]["ENGINE"] = "ecotown.common.database.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_TIMEOUT,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "options": f"-c lock_timeout={LOCK_TIMEOUT:g}s -c statement_timeout={STATEMENT_TIMEOUT:g}s",
    }

REDIS_URL = env.str("REDIS_URL", default="")
# Shared by all processes; holds the rate limits of visitors, among others.
if "CACHE_URL" in env:
    CACHES = {"default": env.cache("CACHE_URL")}
elif REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # Without an answer in half a second a request goes on without the cache.
            "OPTIONS": {
                "socket_timeout": 0.5,
                "socket_connect_timeout": 0.5,
                "retry": Retry(NoBackoff(), 0),
            },
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache/portal",
            "TIMEOUT": 60 * 60,
            # Above it, random entries are deleted, and with them the counters of visitors.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }

FIXTURES_DIR = BASE_DIR / "fixtures"
MEDIA_ROOT = BASE_DIR / env.str("MEDIA_ROOT", default="var/media")
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "ecotown.common.files.storage.DurableStorage",
        # Readable by the portal's own account and its group; static files are readable by everyone.
        "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Workbooks -------------------------------------------------------------------------------

# openpyxl would parse uploads with lxml, which pikepdf installs; without it defusedxml refuses entity bombs.
os.environ["OPENPYXL_LXML"] = "False"

# --- Evidence --------------------------------------------------------------------------------

# What the web server in front lets through; administrators can only set smaller limits.
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=50)
# host:port or the path of a socket of clamd; without it the pages say that files are not scanned.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")

# --- Background work -------------------------------------------------------------------------

BROKER_DIR = BASE_DIR / env.str("BROKER_DIR", default="var/broker")
CELERY_BROKER_URL = REDIS_URL or "folder://localhost"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if REDIS_URL:
    # Of workers, whose reads block; a page has its own limits in `ecotown/common/queue/publishing.py`.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 300,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        # Seconds between two looks into the folder; a worker looks once for each task, too.
        "polling_interval": 0.02,
    }
# A file can occupy a worker for a minute, so files have a queue of their own. By default a worker consumes
# both queues, so that nothing waits for a worker that was not started.
FILES_QUEUE = "files"
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue(CELERY_TASK_DEFAULT_QUEUE), Queue(FILES_QUEUE)]
CELERY_TASK_ROUTES = {"assessments.prepare_evidence": {"queue": FILES_QUEUE}}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Seconds for which a worker waits for the result of a process that died, instead of starting the next task.
CELERY_WORKER_LOST_WAIT = 1.0
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Bangkok"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
# Rows are authoritative, messages may be lost: the sweeps find work whose message was lost.
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=30)
# A worker whose claim on a row is older than this is considered dead.
CLAIM_SECONDS = env.int("CLAIM_SECONDS", default=120)
# Shorter than a claim, so that a task that takes too long fails its row instead of being restarted for ever.
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_TASK_TIME_LIMIT = 110
CELERY_BEAT_SCHEDULE = {
    "history": {"task": "common.sweep_history_checks", "schedule": SWEEP_SECONDS},
    "levels": {"task": "assessments.sweep_levels", "schedule": SWEEP_SECONDS},
    "evidence": {"task": "assessments.sweep_evidence", "schedule": SWEEP_SECONDS},
    "corrections": {"task": "assessments.sweep_corrections", "schedule": SWEEP_SECONDS},
    "files": {"task": "common.sweep_files", "schedule": SWEEP_SECONDS},
    "expired-files": {"task": "common.expire_files", "schedule": 60 * 60},
    "stray-files": {"task": "common.remove_stray_files", "schedule": crontab(hour=3, minute=0)},
    "print-runs": {"task": "awards.finish_runs", "schedule": SWEEP_SECONDS},
    "mails": {"task": "common.sweep_mails", "schedule": SWEEP_SECONDS},
    # Hourly, so that a missed run is made up for soon after midnight.
    "names": {"task": "areas.take_names_into_effect", "schedule": crontab(minute=1)},
    "personal-data": {"task": "personal_data.apply_retention", "schedule": crontab(hour=2, minute=30)},
    "ended-sessions": {"task": "profile.remove_ended_sessions", "schedule": 60 * 60},
    "digests": {"task": "notices.sweep_digests", "schedule": SWEEP_SECONDS},
    # Hourly, so that a missed run is made up for; each due date is notified once.
    "due-dates": {"task": "assessments.tell_due_dates", "schedule": crontab(minute=0)},
}

# --- Mail ------------------------------------------------------------------------------------

# Without a mail server the worker prints the mails.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="ecotown@localhost")
# Seconds until a mail that could not be sent is tried again.
DIGEST_RETRY_SECONDS = env.int("DIGEST_RETRY_SECONDS", default=600)

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "ecotown.accounts.rules.PasswordBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    # What was hashed before; hashed anew when its person signs in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "signing_name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "assessments:list"
LOGOUT_REDIRECT_URL = "portal:home"

# Of django-allauth the steps of signing in and the second factors are used, never its pages and limits:
# docs/decisions/0011.
ACCOUNT_ADAPTER = "ecotown.accounts.adapters.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_TIMEOUT = 60 * 10  # seconds between the password and the second factor
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
# A provider of identities (OpenID Connect), such as that of the state: its address, empty for none, the name
# people know it by, and what it calls this portal. It leads back to /sign-in/identity/oidc/.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_PROVIDER = "oidc"
OIDC_ORIGIN = ["/".join(OIDC_SERVER_URL.split("/")[:3])] if OIDC_SERVER_URL else []
SOCIALACCOUNT_ADAPTER = "ecotown.profile.adapters.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid"],
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL, "fetch_userinfo": False},
            }
        ],
    }
}
MFA_ADAPTER = "ecotown.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute late
# Browsers give passkeys to pages over https and to localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS must not include other hosts of the department
    "security.W021",  # nor the browsers' preload list, from which removal takes months
]

# --- Browser security ------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Chromium asks this of where a form leads in the end, too.
        "form-action": [SELF, *OIDC_ORIGIN],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A print run of 2,000 recipients sends a checkbox for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_ENGINE = "ecotown.profile.sessions"
# The longest time that administrators can set for a session; its row says when it ends.
SESSION_COOKIE_AGE = 60 * 60 * 12
# Links for forgotten passwords that one network may ask for within an hour.
PASSWORD_LINKS = env.int("PASSWORD_LINKS", default=10)
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds for which the link for a forgotten password holds
CSRF_FAILURE_VIEW = "ecotown.accounts.sessions.refuse_stale_form"

# --- Language and time -----------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True

# --- Uploads ---------------------------------------------------------------------------------

WORKBOOK_MAX_BYTES = 2 * 2**20  # the portal's own have 30 kB; larger ones contain pictures

# --- Questions of visitors -------------------------------------------------------------------

# The WSGI variable with a visitor's address; behind a proxy the header that it sets, such as HTTP_X_REAL_IP,
# else all visitors have the proxy's address. Not X-Forwarded-For: it is a list to which anyone can add.
VISITOR_ADDRESS = env.str("VISITOR_ADDRESS", default="REMOTE_ADDR")
# Or the number of own proxies in a row, each of which adds to X-Forwarded-For; 0: take the variable.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Signatures ------------------------------------------------------------------------------

# PEM file with the certificate that signs the awards; verification reads it without key or password.
SIGNING_CERTIFICATE = env.str("SIGNING_CERTIFICATE", default="")
# PKCS#12 file that signs the awards; without it they are not signed. The demonstration has its own.
SIGNING_PKCS12 = env.str("SIGNING_PKCS12", default="")
# Or a token (smart card, HSM): the path of its PKCS#11 library, its name, the label of key and certificate.
SIGNING_PKCS11 = env.str("SIGNING_PKCS11", default="")
SIGNING_TOKEN = env.str("SIGNING_TOKEN", default="")
SIGNING_LABEL = env.str("SIGNING_LABEL", default="")
# The password of the file, or the PIN of the token.
SIGNING_PASSWORD = env.str("SIGNING_PASSWORD", default="")
# PEM file with further trusted certificates: of earlier years, or of the certificate authority.
SIGNING_TRUSTED = env.str("SIGNING_TRUSTED", default="")
# A timestamp server (RFC 3161); without it the signature has the time of the server's clock.
SIGNING_TSA_URL = env.str("SIGNING_TSA_URL", default="")
# Box of a visible signature: x, y, width, height in millimetres from the lower left; empty: invisible.
SIGNING_BOX = env.list("SIGNING_BOX", cast=float, default=[])
# PEM file with the Ed25519 key that signs the verifiable credential of an award.
CREDENTIAL_KEY = env.str("CREDENTIAL_KEY", default="")
# Folder of the keys that the demonstration creates for itself.
DEMONSTRATION_KEYS = BASE_DIR / env.str("DEMONSTRATION_KEYS", default="var/demonstration-keys")

# --- Verification by anyone ------------------------------------------------------------------

# Files of all visitors that are verified at the same time; fewer than there are web processes.
VERIFY_AT_ONCE = env.int("VERIFY_AT_ONCE", default=2)

# --- Logging ---------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "ecotown.common.requests.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
