"""Who may open and do what with the accounts of people; a one-time code is used without signing in."""

from tests.addresses.address import ABSENT, ADMINISTRATOR_ACTION, ADMINISTRATOR_PAGE, PUBLIC, Address

# An administrator sends a form without what it requires.
REFUSED_FORM = (302, 403, 403, 403, 422)
REFUSED_BY_ANYBODY = (422, 422, 422, 422, 422)

ADDRESSES = [
    Address("people:list", get=ADMINISTRATOR_PAGE),
    Address("people:invite", get=ADMINISTRATOR_PAGE, post=REFUSED_FORM),
    Address("people:import", get=ADMINISTRATOR_PAGE, post=REFUSED_FORM),
    Address("people:import-form", get=ADMINISTRATOR_PAGE),
    Address("people:confirm-import", post=ADMINISTRATOR_ACTION),
    Address("people:requests", get=ADMINISTRATOR_PAGE),
    Address("people:confirm-request", "{person_request}", post=ADMINISTRATOR_ACTION),
    Address("people:refuse-request", "{person_request}", post=ADMINISTRATOR_ACTION),
    Address("people:areas", get=ADMINISTRATOR_PAGE),
    Address("people:area-access", "{area}", get=ADMINISTRATOR_PAGE),
    Address("people:person", "{invited}", get=ADMINISTRATOR_PAGE),
    Address("people:change", "{invited}", get=ADMINISTRATOR_PAGE, post=REFUSED_FORM),
    Address("people:hand-over", "{asking_administrator}", get=ADMINISTRATOR_PAGE, post=REFUSED_FORM),
    # Nothing was handed over of the work of the person.
    Address("people:handed-over", "{invited}", get=(302, 404, 404, 404, 200)),
    Address("people:close", "{invited}", get=ADMINISTRATOR_PAGE, post=REFUSED_FORM),
    Address("people:reopen", "{invited}", post=ADMINISTRATOR_ACTION),
    Address("people:history", "{invited}", get=ADMINISTRATOR_PAGE),
    Address("people:give-invitation", "{invited}", post=ADMINISTRATOR_ACTION),
    Address("people:give-password-code", "{invited}", post=ADMINISTRATOR_ACTION),
    Address("people:withdraw-code", "{invited} {one_time_code}", post=ADMINISTRATOR_ACTION),
    Address("people:letter", "{invited} {one_time_code}", get=ADMINISTRATOR_PAGE),
    Address("people:ask-administrator", "{invited}", post=REFUSED_FORM),
    Address("people:ask-factor-reset", "{invited}", post=REFUSED_FORM),
    # There is an administrator.
    Address("people:first-administrator", get=ABSENT, post=ABSENT),
    Address("people:enter-code", get=PUBLIC, post=REFUSED_BY_ANYBODY),
    Address("people:use-code", "{typed_code}", get=PUBLIC, post=REFUSED_BY_ANYBODY),
    # No provider of identities is set.
    Address("people:link-by-code", "{typed_code}", post=ABSENT),
]
