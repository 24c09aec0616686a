"""Who may open and do what with the editions of the criteria."""

from tests.addresses.address import ADMINISTRATOR_ACTION, ADMINISTRATOR_PAGE, LED_ON, PUBLIC, Address

ADDRESSES = [
    Address("indicators:criteria-list", get=PUBLIC),
    Address("indicators:criteria", "{edition}", get=PUBLIC),
    Address("indicators:export-edition", "{edition}", get=PUBLIC),
    Address("indicators:compare-editions", "{edition}", get=PUBLIC),
    Address("indicators:dictionary", "{edition}", get=PUBLIC),
    Address("indicators:workbook", "{edition}", get=PUBLIC),
    Address("indicators:handbook", "{edition}", get=PUBLIC),
    # Nobody asked for its files: the page of the handbook offers them.
    Address("indicators:download-handbook", "{edition} th", get=LED_ON),
    Address("indicators:ask-for-handbook", "{edition} th", post=LED_ON),
    Address("indicators:retry-handbook", "{edition} th", post=ADMINISTRATOR_ACTION),
    Address("indicators:edition-list", get=ADMINISTRATOR_PAGE),
    Address("indicators:copy-edition", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("indicators:load-working-edition", post=ADMINISTRATOR_ACTION),
    Address("indicators:upload-edition", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("indicators:edition", "{edition}", get=ADMINISTRATOR_PAGE),
    Address("indicators:edition-checks", "{edition}", get=ADMINISTRATOR_PAGE),
    Address("indicators:edition-history", "{edition}", get=ADMINISTRATOR_PAGE),
    # The edition is published: an administrator is redirected to it with the reason.
    Address("indicators:edit-edition", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:edit-levels", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address(
        "indicators:add-part",
        "{edition} dimension {framework}",
        get=ADMINISTRATOR_ACTION,
        post=ADMINISTRATOR_ACTION,
    ),
    Address(
        "indicators:edit-part",
        "{edition} indicator {indicator}",
        get=ADMINISTRATOR_ACTION,
        post=ADMINISTRATOR_ACTION,
    ),
    Address(
        "indicators:remove-part",
        "{edition} indicator {indicator}",
        get=ADMINISTRATOR_ACTION,
        post=ADMINISTRATOR_ACTION,
    ),
    Address("indicators:add-example", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:adapt-examples", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:edit-example", "{edition} 1", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:remove-example", "{edition} 1", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:crosswalk", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:discard-edition", "{edition}", get=ADMINISTRATOR_ACTION, post=ADMINISTRATOR_ACTION),
    Address("indicators:move-part", "{edition} indicator {indicator}", post=ADMINISTRATOR_ACTION),
    Address("indicators:publish-edition", "{edition}", post=ADMINISTRATOR_ACTION),
    Address("indicators:plausibility", "{edition}", get=ADMINISTRATOR_PAGE),
    Address("indicators:limit", "{edition} EN9.1", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
]

# The forms of a draft edition, without their namespace.
EDITING = [
    address.name.removeprefix("indicators:") for address in ADDRESSES if address.get == ADMINISTRATOR_ACTION
]
