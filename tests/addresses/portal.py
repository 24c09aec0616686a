"""Who may open what: the public pages, accounts and notices."""

from tests.addresses.address import ADMINISTRATOR_PAGE, LED_ON, PUBLIC, SIGNED_IN, Address

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
    Address("accounts:sign-out", get=(405, 405, 405, 405, 405), post=LED_ON),
    Address("set_language", post=LED_ON),
    Address("notices:list", get=SIGNED_IN),
    Address("notices:choices", get=SIGNED_IN, post=LED_ON),
    # The notice is the officer's: other people have none of that key.
    Address("notices:follow", "{notice}", post=(302, 302, 404, 404, 404)),
    Address("notices:read", "{notice}", post=(302, 302, 404, 404, 404)),
    Address("notices:read-all", post=LED_ON),
]
