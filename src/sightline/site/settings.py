"""How the service is set up. What differs between places is read from the environment; the rest is fixed here."""

import os
from datetime import timedelta

from csp.constants import NONE, SELF

from sightline.site.database.connections import database_settings
from sightline.site.home import home, secret
from sightline.site.sign_in.provider_settings import provider_from

HOME = home()
SECRET_KEY = os.environ.get("SIGHTLINE_SECRET_KEY") or secret("django")
DEBUG = False
# The demonstration is served without TLS on this machine alone; a real service stands behind it.
SERVED_OVER_TLS = os.environ.get("SIGHTLINE_TLS", "") == "1"
ALLOWED_HOSTS = os.environ.get("SIGHTLINE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("SIGHTLINE_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "sightline.common",
    "sightline.register",
    "sightline.instruments",
    "sightline.intake",
    "sightline.front_door",
    "sightline.documents",
    "sightline.exchange",
    "sightline.report",
    "sightline.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sightline.common.middleware.ActorMiddleware",
    "sightline.site.sign_in.sessions.TimeOuts",
]

ROOT_URLCONF = "sightline.site.urls"
WSGI_APPLICATION = "sightline.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sightline.site.page.frame",
            ],
        },
    },
]
FORM_RENDERER = "sightline.common.forms.renderer.GovukRenderer"

DATABASES = database_settings(HOME, pooled=os.environ.get("SIGHTLINE_SERVING") == "1")
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "register.Staff"
AUTHENTICATION_BACKENDS = ["sightline.site.sign_in.backend.StaffBackend"]
PASSWORD_HASHERS = [
    "sightline.site.sign_in.backend.Argon2id",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "job_title")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

# Who must have a second step, and how long anybody may be away; unset, a real service and a demonstration differ.
SECOND_STEP = os.environ.get("SIGHTLINE_SECOND_STEP", "")
IDLE_MINUTES = os.environ.get("SIGHTLINE_IDLE_MINUTES", "")
# Another organisation's sign-in, where the environment names one.
PROVIDER = provider_from(os.environ)

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sightline.site.sign_in.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "sightline.site.sign_in.adapters.Providers"
MFA_ADAPTER = "sightline.site.sign_in.adapters.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Sightline"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True

SESSION_COOKIE_AGE = int(timedelta(hours=float(os.environ.get("SIGHTLINE_SESSION_HOURS", "8"))).total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sightline_session"
CSRF_COOKIE_NAME = "sightline_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sightline.site.errors.form_expired"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_TLS
SECURE_SSL_REDIRECT = SERVED_OVER_TLS
SECURE_HSTS_SECONDS = 31_536_000 if SERVED_OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SERVED_OVER_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Jobs wait in the database itself, and are asked for in the transaction of what asks for them.
PROCRASTINATE_IMPORT_PATHS = ["sightline.site.jobs"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sightline.site.static_files.SightlineStaticFiles"},
}
# Files that people attach. The folder has no address of its own: common/files/serving.py is the only way in.
MEDIA_ROOT = HOME / "files"
FILE_MEGABYTES = int(os.environ.get("SIGHTLINE_FILE_MB", "20"))
FILES_PER_RECORD = int(os.environ.get("SIGHTLINE_FILES_PER_RECORD", "10"))
CLAMAV = os.environ.get("SIGHTLINE_CLAMAV", "")
FILE_UPLOAD_HANDLERS = ["sightline.common.files.uploads.UpToTheLimit"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 50
# Outgoing mail: nothing is sent until it is set up (docs/how-to/outgoing-mail.md).
MAIL = {
    "host": os.environ.get("SIGHTLINE_SMTP_HOST", ""),
    "port": os.environ.get("SIGHTLINE_SMTP_PORT", "587"),
    "tls": os.environ.get("SIGHTLINE_SMTP_TLS", "starttls"),
    "user": os.environ.get("SIGHTLINE_SMTP_USER", ""),
    "password_file": os.environ.get("SIGHTLINE_SMTP_PASSWORD_FILE", ""),
    "sender": os.environ.get("SIGHTLINE_MAIL_FROM", ""),
}
# Where people reach the service from their mail.
SERVICE_ADDRESS = (os.environ.get("SIGHTLINE_ADDRESS") or [*CSRF_TRUSTED_ORIGINS, "http://127.0.0.1:8000"][0]).rstrip(
    "/"
)
# Who answers for the data, for the privacy notice; what is not said here is said to be missing there.
CONTROLLER = {
    "name": os.environ.get("SIGHTLINE_CONTROLLER", ""),
    "address": os.environ.get("SIGHTLINE_CONTROLLER_ADDRESS", ""),
    "officer": os.environ.get("SIGHTLINE_DATA_PROTECTION_OFFICER", ""),
    "email": os.environ.get("SIGHTLINE_DATA_PROTECTION_EMAIL", ""),
    "telephone": os.environ.get("SIGHTLINE_DATA_PROTECTION_TELEPHONE", ""),
    "notice": os.environ.get("SIGHTLINE_PRIVACY_NOTICE", ""),
    "accessibility_email": os.environ.get("SIGHTLINE_ACCESSIBILITY_EMAIL", ""),
}
SNAPSHOTS = HOME / "snapshots"
# The local authority whose children these are: by its code, rates find their population.
AREA = os.environ.get("SIGHTLINE_AREA", "E08000014")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"sightline": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = [] if SERVED_OVER_TLS else ["security.W004", "security.W008", "security.W012", "security.W016"]
