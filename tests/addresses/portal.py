"""Who may open what: the public pages, accounts and notices."""

from ecotown.configuration.domain import Group
from tests.addresses.address import (
    ABSENT,
    ADMINISTRATOR_ACTION,
    ADMINISTRATOR_PAGE,
    LED_ON,
    PUBLIC,
    SIGNED_IN,
    Address,
)

# For everybody who is signed in, and refused where a required field is empty.
OWN_FORM = (302, 422, 422, 422, 422)

ADDRESSES = [
    Address("portal:home", get=PUBLIC),
    Address("portal:area", "{area}", get=PUBLIC),
    Address("portal:explanation", "{area} {year}", get=PUBLIC),
    Address("portal:values", "{area} {year}", get=PUBLIC),
    Address("portal:open-data", get=PUBLIC),
    Address("portal:data-set", "levels csv", get=PUBLIC),
    Address("portal:about", get=PUBLIC),
    Address("portal:contact", get=PUBLIC),
    Address("portal:privacy", get=PUBLIC),
    Address("portal:accessibility", get=PUBLIC),
    Address("portal:settings", get=ADMINISTRATOR_PAGE),
    # A form without the mark of what was seen is refused.
    *(
        Address(f"configuration:{group}", get=ADMINISTRATOR_PAGE, post=(302, 403, 403, 403, 422))
        for group in Group
    ),
    # Nobody has uploaded an emblem; tests/configuration/test_emblem.py shows one to everybody.
    Address("configuration:emblem-picture", "emblem.svg", get=ABSENT),
    Address("configuration:system", get=ADMINISTRATOR_PAGE),
    Address("configuration:test-mail", post=ADMINISTRATOR_ACTION),
    Address("configuration:history", get=ADMINISTRATOR_PAGE),
    Address("portal:set-up", get=ADMINISTRATOR_PAGE),
    Address("portal:keep-holidays", get=ADMINISTRATOR_PAGE, post=(302, 403, 403, 403, 422)),
    Address("portal:remove-holiday", post=ADMINISTRATOR_ACTION),
    Address("portal:robots", get=PUBLIC),
    Address("portal:sitemap", get=PUBLIC),
    Address("portal:security-contact", get=PUBLIC),
    Address("portal:favicon", get=LED_ON),
    Address("portal:holidays", get=PUBLIC),
    Address("portal:calendar", get=PUBLIC),
    Address("portal:day", get=PUBLIC),
    Address("portal:guides", get=PUBLIC),
    Address("portal:guide", "officer", get=PUBLIC),
    Address("accounts:sign-in", get=(200, 302, 302, 302, 302)),
    # Without a password that was right before, the page of the code leads to the password.
    Address("accounts:second-factor-code", get=LED_ON, post=LED_ON),
    Address("accounts:sign-in-again", get=SIGNED_IN, post=(302, 422, 422, 422, 422)),
    Address("accounts:sign-out", get=(405, 405, 405, 405, 405), post=LED_ON),
    Address("accounts:second-factor", get=SIGNED_IN),
    Address("accounts:add-app", get=SIGNED_IN, post=(302, 422, 422, 422, 422)),
    # Assessors and administrators of the tests have an app, which they need.
    Address("accounts:remove-app", post=(302, 404, 404, 302, 302)),
    # The client of the tests comes to a name, but without https.
    Address("accounts:add-passkey", get=LED_ON, post=LED_ON),
    Address("accounts:remove-passkey", "{passkey}", post=(302, 302, 404, 404, 404)),
    Address("accounts:recovery-codes", get=LED_ON),
    Address("accounts:make-recovery-codes", post=LED_ON),
    Address("accounts:keep-recovery-codes", post=LED_ON),
    Address("accounts:locks", get=ADMINISTRATOR_PAGE),
    Address("accounts:lift-lock", "{lock}", post=ADMINISTRATOR_ACTION),
    Address("profile:own-page", get=SIGNED_IN),
    Address("profile:position", get=SIGNED_IN, post=LED_ON),
    Address("profile:language", get=SIGNED_IN, post=OWN_FORM),
    Address("profile:password", get=SIGNED_IN, post=OWN_FORM),
    Address("profile:mail", get=SIGNED_IN, post=OWN_FORM),
    Address("profile:sessions", get=SIGNED_IN),
    Address("profile:end-other-sessions", post=LED_ON),
    # There is no such session, of whomever: the list says so.
    Address("profile:end-session", "0123456789", post=LED_ON),
    Address("profile:session-time", get=SIGNED_IN, post=SIGNED_IN),
    # No provider of identities is set.
    Address("profile:sign-in-by-identity", post=ABSENT),
    Address("profile:link-identity", post=(302, 404, 404, 404, 404)),
    Address("profile:unlink-identity", post=LED_ON),
    Address("openid_connect_callback", "oidc", get=ABSENT),
    Address("profile:forgotten-password", get=PUBLIC, post=(422, 422, 422, 422, 422)),
    Address("profile:link-sent", get=PUBLIC),
    # Links that were never sent open nothing; tests/profile follows real ones.
    Address("profile:mail-link", "never-sent", get=ABSENT, post=ABSENT),
    Address("profile:password-link", "MQ never-sent", get=ABSENT),
    Address("profile:new-password", get=ABSENT, post=ABSENT),
    Address("set_language", post=LED_ON),
    Address("personal_data:register", get=ADMINISTRATOR_PAGE),
    Address("personal_data:ask-copy", get=ADMINISTRATOR_PAGE, post=(302, 403, 403, 403, 422)),
    Address("personal_data:ask-erasure", get=ADMINISTRATOR_PAGE, post=(302, 403, 403, 403, 422)),
    Address("personal_data:erasure", "{erasure}", get=ADMINISTRATOR_PAGE),
    Address("personal_data:confirm-erasure", "{erasure}", post=ADMINISTRATOR_ACTION),
    Address("personal_data:withdraw-erasure", "{erasure}", post=ADMINISTRATOR_ACTION),
    Address("personal_data:own", get=SIGNED_IN, post=LED_ON),
    # The copy is the administrator's and is not ready yet.
    Address("personal_data:download", "{data_export}", get=(302, 404, 404, 404, 302)),
    Address("notices:list", get=SIGNED_IN),
    Address("notices:choices", get=SIGNED_IN, post=LED_ON),
    # The notice is the officer's: other people have none of that key.
    Address("notices:follow", "{notice}", post=(302, 302, 404, 404, 404)),
    Address("notices:read", "{notice}", post=(302, 302, 404, 404, 404)),
    Address("notices:read-all", post=LED_ON),
]
