"""Who may open and do what with certificates, ceremonies and designs."""

from tests.addresses.address import (
    ABSENT,
    ADMINISTRATOR_ACTION,
    ADMINISTRATOR_PAGE,
    DEPARTMENT_ACTION,
    LED_ON,
    PUBLIC,
    SCOPED,
    Address,
)

ADDRESSES = [
    Address("awards:certificate", "{assessment}", get=SCOPED),
    Address("awards:issue-certificate", "{assessment}", post=DEPARTMENT_ACTION),
    Address("awards:retry-certificate", "{assessment}", post=DEPARTMENT_ACTION),
    Address("awards:download-certificate", "{assessment}", get=SCOPED),
    Address("awards:ceremonies", get=ADMINISTRATOR_PAGE),
    Address("awards:signing", get=ADMINISTRATOR_PAGE),
    Address("awards:plan-ceremony", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("awards:ceremony", "{ceremony}", get=ADMINISTRATOR_PAGE),
    Address("awards:change-ceremony", "{ceremony}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("awards:announcer-script", "{ceremony}", get=ADMINISTRATOR_PAGE),
    Address("awards:arrange-recipients", "{ceremony}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("awards:samples", "{ceremony}", get=ADMINISTRATOR_PAGE),
    Address("awards:sample", "{ceremony} {recipient} certificate", get=ADMINISTRATOR_PAGE),
    Address("awards:ceremony-history", "{ceremony}", get=ADMINISTRATOR_PAGE),
    Address("awards:design-history", "{design}", get=ADMINISTRATOR_PAGE),
    Address("awards:add-recipient", "{ceremony}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("awards:recipient", "{ceremony} {recipient}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address(
        "awards:rename-recipient", "{ceremony} {recipient}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE
    ),
    Address("awards:run", "{ceremony} {run}", get=ADMINISTRATOR_PAGE),
    Address("awards:award", "{certificate}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("awards:download-award", "{certificate}", get=ADMINISTRATOR_PAGE),
    Address("awards:download-reprint", "{certificate} {reprint}", get=ADMINISTRATOR_PAGE),
    Address("awards:retry-reprint", "{certificate} {reprint}", post=ADMINISTRATOR_ACTION),
    Address("awards:download-package", "{ceremony} {package}", get=ADMINISTRATOR_PAGE),
    Address("awards:designs", get=ADMINISTRATOR_PAGE),
    Address("awards:draft-design", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("awards:preview-design", "{design} longest", get=ADMINISTRATOR_PAGE),
    Address("awards:preview-layout", "plaque", get=ADMINISTRATOR_PAGE),
    # It is published: an administrator is redirected to it with the reason.
    Address("awards:design", "{design}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("awards:add-areas", "{ceremony}", post=ADMINISTRATOR_ACTION),
    Address("awards:remove-recipient", "{ceremony} {recipient}", post=ADMINISTRATOR_ACTION),
    Address("awards:check-run", "{ceremony}", post=ADMINISTRATOR_ACTION),
    Address("awards:start-run", "{ceremony}", post=ADMINISTRATOR_ACTION),
    Address("awards:retry-run", "{ceremony} {run}", post=ADMINISTRATOR_ACTION),
    Address("awards:cancel-run", "{ceremony} {run}", post=ADMINISTRATOR_ACTION),
    Address("awards:cancel-ceremony", "{ceremony}", post=ADMINISTRATOR_ACTION),
    Address("awards:retry-package", "{ceremony} {package}", post=ADMINISTRATOR_ACTION),
    Address("awards:retry-award", "{certificate}", post=ADMINISTRATOR_ACTION),
    Address("awards:publish-design", "{design}", post=ADMINISTRATOR_ACTION),
    Address("awards:discard-design", "{design}", post=ADMINISTRATOR_ACTION),
    Address("awards:copy-design", "{design}", post=(302, 403, 403, 403, 422)),
    # Nothing is chosen.
    Address("awards:mark-attendance", "{ceremony} {recipient}", post=(302, 403, 403, 403, 400)),
    Address("awards:request-package", "{ceremony}", post=(302, 403, 403, 403, 400)),
    Address("awards:enter-code", get=PUBLIC),
    Address("awards:verify", "{code}", get=PUBLIC),
    # Redirects to the address without the remains.
    Address("awards:verify-with-trailing-text", "{code} )", get=LED_ON),
    # No file is sent, which the page says.
    Address("awards:check-file", get=PUBLIC, post=PUBLIC),
    # No key is configured.
    Address("awards:credential", "{code}", get=ABSENT),
    Address("awards:credential-jwt", "{code}", get=ABSENT),
    Address("awards:did-document", get=ABSENT),
]
