"""Second factors of the people of tests, and the codes that their apps show."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import encrypt
from django.test import Client

from ecotown.accounts import sessions
from ecotown.accounts.results.codes import LAST_COUNTER

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEVER_STALE = 10**11  # seconds since 1970


def add_app(user):
    """Give a person an app whose codes `code_of` knows."""
    return Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt(SECRET)})


def code_of(user):
    """Return the first code of the app of `user` that was not used yet."""
    data = Authenticator.objects.get(user=user, type="totp").data
    counters = totp.yield_hotp_counters_from_time()
    return code_at(next(counter for counter in counters if counter > data.get(LAST_COUNTER, 0)))


def code_at(counter, secret=SECRET):
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def code_now(secret=SECRET):
    return code_at(int(time.time()) // 30, secret)


def let_force_login_be_whole(patched):
    """Let a session of `Client.force_login` be as one in which everything was asked and given."""
    begin = Client._login

    def login(client, *arguments, **named):
        begin(client, *arguments, **named)
        session = client.session
        session[sessions.SECOND_FACTOR] = True
        session[sessions.FRESH_AT] = NEVER_STALE
        session.save()

    patched.setattr(Client, "_login", login)


def forget_used_codes(user):
    """Let the code with which the app was set up be taken once more, as half a minute later."""
    app = Authenticator.objects.get(user=user, type="totp")
    del app.data[LAST_COUNTER]
    app.save()
