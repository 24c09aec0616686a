"""Who may open and do what in audits, visits, reports, meetings, questions, corrections and cycles."""

from tests.addresses.address import (
    ADMINISTRATOR_ACTION,
    ADMINISTRATOR_PAGE,
    DEPARTMENT_ACTION,
    DEPARTMENT_PAGE,
    LED_ON,
    NOT_ASSIGNED,
    PUBLIC,
    SCOPED,
    SIGNED_IN,
    Address,
)

ADDRESSES = [
    Address("assessments:audits", get=(302, 403, 403, 200, 200)),
    Address("assessments:assignments", get=ADMINISTRATOR_PAGE, post=(302, 403, 403, 403, 422)),
    Address("assessments:audit", "{assessment}", get=(302, 403, 404, 200, 200)),
    Address("assessments:audit-indicator", "{assessment} EN1.1", get=(302, 403, 404, 200, 200)),
    # Nobody is assigned to a published assessment.
    Address("assessments:verdict", "{assessment} EN1.1", post=NOT_ASSIGNED),
    Address("assessments:accept-rest", "{assessment}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:begin-audit", "{assessment}", post=NOT_ASSIGNED),
    Address("assessments:return", "{assessment}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:visits", "{assessment}", get=SCOPED),
    Address("assessments:visit", "{assessment} {visit}", get=SCOPED),
    # The external assessor has signed the assessment off and is not assigned any more.
    Address("assessments:record-visit", "{assessment}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:change-visit", "{assessment} {visit}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:save-finding", "{assessment} {visit}", post=NOT_ASSIGNED),
    Address("assessments:remove-finding", "{assessment} {visit} {finding}", post=NOT_ASSIGNED),
    Address("assessments:add-photos", "{assessment} {visit}", post=NOT_ASSIGNED),
    Address("assessments:cite-photo", "{assessment} {visit} {photo}", post=NOT_ASSIGNED),
    Address("assessments:remove-photo", "{assessment} {visit} {photo}", post=NOT_ASSIGNED),
    Address("assessments:remove-photo-citation", "{assessment} {visit} {photo_citation}", post=NOT_ASSIGNED),
    Address("assessments:papers", get=SIGNED_IN),
    # Nothing is chosen. Who may ask for which report is tested in tests/assessments/reports/test_reports.py.
    Address("assessments:ask-for-papers", post=(302, 400, 400, 400, 400)),
    # The report is the assessor's: for everyone else there is none.
    Address("assessments:download-paper", "{report}", get=(302, 404, 404, 200, 404)),
    Address("assessments:retry-paper", "{report}", post=(302, 404, 404, 302, 404)),
    Address("assessments:pass", "{assessment}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:recommend", "{assessment}", get=NOT_ASSIGNED, post=NOT_ASSIGNED),
    Address("assessments:take-on", "{assessment}", post=(302, 403, 404, 302, 403)),
    # The assessor was assigned to the internal audit, which is finished: the page says so.
    Address(
        "assessments:recuse", "{assessment}", get=(302, 403, 404, 200, 403), post=(302, 403, 404, 200, 403)
    ),
    Address("assessments:note", "{assessment} EN1.1", post=(302, 403, 404, 422, 403)),
    Address("assessments:threads", "{assessment} EN1.1", get=SCOPED, post=(302, 422, 404, 422, 403)),
    Address("assessments:answer-thread", "{assessment} {thread}", post=(302, 422, 404, 422, 403)),
    Address("assessments:settle-thread", "{assessment} {thread}", post=(302, 302, 404, 302, 403)),
    Address("assessments:view-evidence", "{assessment} {evidence}", get=SCOPED),
    Address("assessments:resolve", "{assessment}", get=DEPARTMENT_PAGE, post=DEPARTMENT_PAGE),
    Address("assessments:withdraw-resolution", "{assessment}", get=DEPARTMENT_PAGE, post=DEPARTMENT_PAGE),
    Address("assessments:send-back", "{assessment}", get=DEPARTMENT_PAGE, post=DEPARTMENT_PAGE),
    # Nobody is assigned to a published assessment.
    Address("assessments:answer-committee", "{assessment}", post=NOT_ASSIGNED),
    Address("assessments:publish", "{assessment}", post=DEPARTMENT_ACTION),
    Address("assessments:publish-all", post=ADMINISTRATOR_ACTION),
    Address("assessments:call-meeting", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:meeting", "{meeting}", get=ADMINISTRATOR_PAGE),
    Address("assessments:change-meeting", "{meeting}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:room", "{meeting} {assessment}", get=ADMINISTRATOR_PAGE),
    Address("assessments:put-on-agenda", "{meeting}", post=ADMINISTRATOR_ACTION),
    Address("assessments:order-agenda", "{meeting} {agenda_item}", post=ADMINISTRATOR_ACTION),
    Address("assessments:take-off-agenda", "{meeting} {agenda_item}", post=ADMINISTRATOR_ACTION),
    Address("assessments:resolve-all", "{meeting}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("assessments:roster", "{meeting}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:record", "{meeting}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_ACTION),
    Address("assessments:discussion", "{meeting} {agenda_item}", post=ADMINISTRATOR_ACTION),
    Address("assessments:ask-for-minutes", "{meeting}", post=ADMINISTRATOR_ACTION),
    Address("assessments:retry-minutes", "{meeting} pdf", post=ADMINISTRATOR_ACTION),
    Address("assessments:close-meeting", "{meeting}", post=ADMINISTRATOR_ACTION),
    Address("assessments:take-question", "{question}", post=ADMINISTRATOR_ACTION),
    Address("assessments:download-minutes", "{meeting} pdf", get=ADMINISTRATOR_PAGE),
    Address("assessments:questions", get=ADMINISTRATOR_PAGE),
    Address("assessments:question", "{question}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:ask", "{assessment}", get=PUBLIC, post=PUBLIC),
    Address("assessments:find-question", get=PUBLIC),
    # Whoever has the reference number reads the question, and takes back the consent.
    Address("assessments:question-status", "{question_code}", get=PUBLIC),
    Address("assessments:withdraw-consent", "{question_code}", post=LED_ON),
    Address("assessments:propose-correction", "{assessment}", get=DEPARTMENT_PAGE, post=DEPARTMENT_PAGE),
    # An empty form keeps the level, which is saved.
    Address(
        "assessments:correction", "{assessment} {correction}", get=DEPARTMENT_PAGE, post=DEPARTMENT_ACTION
    ),
    Address("assessments:retry-corrected-level", "{assessment} {correction}", post=DEPARTMENT_ACTION),
    Address("assessments:approve-correction", "{assessment} {correction}", post=DEPARTMENT_ACTION),
    Address("assessments:refuse-correction", "{assessment} {correction}", post=(302, 403, 404, 403, 422)),
    Address("assessments:cycles", get=SIGNED_IN),
    Address("assessments:cycle", "{cycle}", get=SIGNED_IN),
    Address("assessments:open-cycle", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:move-dates", "{cycle}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
    Address("assessments:add-areas-to-cycle", "{cycle}", get=ADMINISTRATOR_PAGE, post=ADMINISTRATOR_PAGE),
]
