"""Who may open and do what with the register of target areas."""

from tests.addresses.address import ADMINISTRATOR_ACTION, ADMINISTRATOR_PAGE, PUBLIC, Address

# A form whose required fields are empty.
REFUSED = (302, 403, 403, 403, 422)
FORM = {"get": ADMINISTRATOR_PAGE, "post": REFUSED}

ADDRESSES = [
    Address("areas:list", get=ADMINISTRATOR_PAGE),
    Address("areas:add", **FORM),
    Address("areas:import", **FORM),
    Address("areas:confirm-import", post=ADMINISTRATOR_ACTION),
    Address("areas:workbook", get=ADMINISTRATOR_PAGE),
    Address("areas:load-public-list", post=ADMINISTRATOR_ACTION),
    Address("areas:groups", get=ADMINISTRATOR_PAGE),
    Address("areas:add-group", **FORM),
    Address("areas:change-group", "{group}", **FORM),
    Address("areas:announcements", get=ADMINISTRATOR_PAGE),
    Address("areas:add-announcement", **FORM),
    Address("areas:change-announcement", "{announcement}", **FORM),
    Address("areas:announcement-file", "{announcement}", get=PUBLIC),
    Address("areas:area", "{registered}", get=ADMINISTRATOR_PAGE),
    Address("areas:history", "{registered}", get=ADMINISTRATOR_PAGE),
    Address("areas:change", "{registered}", **FORM),
    Address("areas:rename", "{registered}", **FORM),
    Address("areas:correct-name", "{registered}", **FORM),
    Address("areas:withdraw-name", "{registered} {name}", **FORM),
    Address("areas:end", "{registered}", **FORM),
    Address("areas:resume", "{ended}", **FORM),
    # No sub-district at all is an answer, too.
    Address("areas:sub-districts", "{registered}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("areas:save-boundary", "{registered}", **FORM),
    Address("areas:remove-boundary", "{registered}", **FORM),
    Address("areas:boundary", "{registered}", get=PUBLIC),
    Address("areas:join-group", "{registered}", **FORM),
    Address("areas:leave-group", "{registered} {membership}", post=ADMINISTRATOR_ACTION),
    Address("areas:save-published-level", "{registered}", **FORM),
    Address("areas:remove-published-level", "{registered} 2565", post=ADMINISTRATOR_ACTION),
    Address("areas:save-target-level", "{registered}", **FORM),
    Address("areas:remove-target-level", "{registered} 2570", post=ADMINISTRATOR_ACTION),
]
