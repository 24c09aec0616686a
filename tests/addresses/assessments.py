"""Who may open and do what with an assessment, from its values to its submission."""

from tests.addresses.address import (
    ADMINISTRATOR_ACTION,
    ADMINISTRATOR_PAGE,
    OFFICER_ACTION,
    OFFICER_PAGE,
    SCOPED,
    SIGNED_IN,
    Address,
)

ADDRESSES = [
    Address("assessments:trial", "{edition}", get=ADMINISTRATOR_PAGE),
    Address("assessments:list", get=SIGNED_IN),
    Address("assessments:committee", get=ADMINISTRATOR_PAGE),
    Address("assessments:detail", "{assessment}", get=SCOPED),
    Address("assessments:explanation", "{assessment}", get=SCOPED),
    Address("assessments:level", "{assessment}", get=(302, 302, 404, 302, 302)),
    Address("assessments:retry-level", "{assessment}", post=(302, 302, 404, 302, 302)),
    # The values are locked: the officer is told so on the page.
    Address("assessments:aspect", "{assessment} EN1", get=SCOPED, post=OFFICER_PAGE),
    Address("assessments:entry", "{assessment} EN9.1", post=(302, 409, 404, 403, 403)),
    # Nothing waits to be confirmed in a published assessment.
    Address("assessments:carried", "{assessment}", get=OFFICER_ACTION),
    Address("assessments:carried-dimension", "{assessment} EN", get=OFFICER_PAGE, post=OFFICER_PAGE),
    Address("assessments:answer-warning", "{assessment} EN9.1", post=(302, 422, 404, 403, 403)),
    Address("assessments:entry-note", "{assessment} EN9.1", post=(302, 409, 404, 403, 403)),
    Address("assessments:basic-data", "{assessment}", get=SCOPED, post=OFFICER_PAGE),
    Address("assessments:workbook", "{assessment}", get=SCOPED),
    Address("assessments:upload-workbook", "{assessment}", get=OFFICER_PAGE, post=OFFICER_PAGE),
    Address("assessments:import-workbook", "{assessment}", post=OFFICER_ACTION),
    Address("assessments:history", "{assessment}", get=SCOPED),
    Address("assessments:export-history", "{assessment}", get=SCOPED),
    Address("assessments:history-check", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("assessments:evidence", "{assessment}", get=SCOPED, post=OFFICER_PAGE),
    Address("assessments:indicator-evidence", "{assessment} EN1.1", get=SCOPED),
    Address("assessments:evidence-file", "{assessment} {evidence}", get=SCOPED),
    Address("assessments:evidence-thumbnail", "{assessment} {evidence}", get=SCOPED),
    Address("assessments:retry-preview", "{assessment} {evidence}", post=(302, 302, 404, 302, 302)),
    Address("assessments:remove-evidence", "{assessment} {evidence}", post=OFFICER_ACTION),
    Address("assessments:cite", "{assessment}", post=OFFICER_ACTION),
    Address("assessments:cite-files", "{assessment}", post=(302, 422, 404, 403, 403)),
    Address("assessments:remove-citation", "{assessment} {citation}", post=OFFICER_ACTION),
    # Nothing is stored: everyone who may see the assessment may try.
    Address("assessments:what-if", "{assessment}", get=SCOPED, post=SCOPED),
    Address("assessments:plan", "{assessment}", get=SCOPED, post=OFFICER_ACTION),
    Address("assessments:plan-targets", "{assessment}", post=(302, 422, 404, 403, 403)),
    Address("assessments:plan-target", "{assessment} {plan_target}", get=OFFICER_PAGE, post=OFFICER_PAGE),
    Address("assessments:remove-plan-target", "{assessment} {plan_target}", post=OFFICER_ACTION),
    Address("assessments:submit", "{assessment}", get=OFFICER_PAGE, post=OFFICER_PAGE),
    Address("assessments:withdraw", "{assessment}", post=OFFICER_ACTION),
    Address("assessments:resubmit", "{assessment}", get=OFFICER_PAGE, post=OFFICER_ACTION),
]
