"""How django-allauth signs people in here: without sign-up, with secrets encrypted in the database."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _


class SignInAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only; the portal shows its own messages and sends its own mails."""

    def is_open_for_signup(self, _request):
        return False

    def get_login_stages(self):
        """Return what comes between the password and the portal: the second factor."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def add_message(self, *_arguments, **_named):
        """Say nothing: the views of the portal have messages of their own."""

    def send_notification_mail(self, *_arguments, **_named):
        """Send nothing: the portal has notices of its own."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, so that a stolen copy of the database makes no code."""

    def encrypt(self, text):
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _keys().decrypt(encrypted_text).decode()

    def get_totp_label(self, user):
        return user.username

    def get_totp_issuer(self):
        return _("Eco Industrial Towns")

    def _get_user_identifier(self, user):
        return user.username

    def _get_site_name(self):
        return _("Eco Industrial Towns")


def _keys():
    """Return the keys of this installation: the present one encrypts, earlier ones can still decrypt."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived_key(secret)) for secret in secrets])


def _derived_key(secret):
    digest = hashlib.sha256(f"ecotown.accounts.second-factor:{secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
