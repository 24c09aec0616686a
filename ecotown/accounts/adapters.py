"""How django-allauth signs people in here: no sign-up, and secrets that are encrypted in the database."""

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ecotown.accounts.results import factor_keys
from ecotown.accounts.sessions import begin_session
from ecotown.common.requests.visitors import visitor_address

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - of a session whose address is no IP address


class SecondFactorStage(AuthenticateStage):
    """What comes after the password of a person who has a second factor."""

    urlname = "accounts:second-factor-code"

    def handle(self):
        if not self._should_handle(self.request):
            return None, True
        self.state["authentication_required"] = True
        return redirect(self.urlname), True


class SignInAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only; the portal shows its own messages and sends its own mails."""

    def is_open_for_signup(self, _request):
        return False

    def get_login_stages(self):
        """Return what comes between the password and the portal: the second factor."""
        return ["ecotown.accounts.adapters.SecondFactorStage"]

    def login(self, request, user):
        """Begin the session, which knows whether a second factor was given."""
        records = get_authentication_records(request, user)
        super().login(request, user)
        begin_session(request, with_second_factor=any(record["method"] == "mfa" for record in records))

    def get_client_ip(self, request):
        try:
            return str(ipaddress.ip_address(visitor_address(request)))
        except ValueError:
            return UNKNOWN_ADDRESS

    def add_message(self, *_arguments, **_named):
        """Say nothing: the views of the portal have messages of their own."""

    def send_notification_mail(self, *_arguments, **_named):
        """Send nothing: the portal has notices of its own."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, so that a stolen copy of the database makes no code."""

    def encrypt(self, text):
        return factor_keys.encrypt(text)

    def decrypt(self, encrypted_text):
        return factor_keys.decrypt(encrypted_text)

    def get_totp_label(self, user):
        return user.username

    def get_totp_issuer(self):
        return _("Eco Industrial Towns")

    def _get_user_identifier(self, user):
        return user.username

    def _get_site_name(self):
        return _("Eco Industrial Towns")
