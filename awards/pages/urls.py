"""URLs of awards, their verification, ceremonies, print runs and designs."""

from django.urls import path, re_path

from awards.pages.views import (
    ceremonies,
    designs,
    printing,
    recipients,
    register,
    run_sheet,
    signing,
    verification,
)

app_name = "awards"
CEREMONY = "ceremonies/<int:pk>"
RECIPIENT = f"{CEREMONY}/recipients/<int:recipient_pk>"
RUN = f"{CEREMONY}/runs/<int:run_pk>"
AWARD = "awards/<int:pk>"
PACKAGE = f"{CEREMONY}/packages/<int:package_pk>"
urlpatterns = [
    path("assessments/<int:pk>/certificate/", register.certificate, name="certificate"),
    path("assessments/<int:pk>/certificate/issue/", register.issue_certificate, name="issue-certificate"),
    path("assessments/<int:pk>/certificate/retry/", register.retry_certificate, name="retry-certificate"),
    path(
        "assessments/<int:pk>/certificate/download/",
        register.download_certificate,
        name="download-certificate",
    ),
    path("verify/", verification.enter_code, name="enter-code"),
    path("verify/file/", verification.check_file, name="check-file"),
    path("verify/<str:code>.json", verification.credential, name="credential"),
    path("verify/<str:code>.jwt", verification.credential, {"proof_format": "jwt"}, name="credential-jwt"),
    path(".well-known/did.json", verification.did_document, name="did-document"),
    path("verify/<str:code>/", verification.verify, name="verify"),
    # Matches line breaks, too, which a path converter does not.
    re_path(
        r"^verify/(?P<code>[^/]+)/(?P<trailing_text>[\s\S]+)$",
        verification.verify,
        name="verify-with-trailing-text",
    ),
    path(f"{AWARD}/", register.award, name="award"),
    path(f"{AWARD}/make/", register.retry_award, name="retry-award"),
    path(f"{AWARD}/download/", register.download_award, name="download-award"),
    path(f"{AWARD}/reprints/<int:reprint_pk>/", register.download_reprint, name="download-reprint"),
    path(f"{AWARD}/reprints/<int:reprint_pk>/retry/", register.retry_reprint, name="retry-reprint"),
    path("awards/signing/", signing.signing, name="signing"),
    path("ceremonies/", ceremonies.ceremony_list, name="ceremonies"),
    path("ceremonies/new/", ceremonies.plan_ceremony, name="plan-ceremony"),
    path(f"{CEREMONY}/", ceremonies.ceremony, name="ceremony"),
    path(f"{CEREMONY}/change/", ceremonies.change_ceremony, name="change-ceremony"),
    path(f"{CEREMONY}/script/", run_sheet.announcer_script, name="announcer-script"),
    path(f"{CEREMONY}/arrange/", run_sheet.arrange_recipients, name="arrange-recipients"),
    path(f"{CEREMONY}/samples/", run_sheet.samples, name="samples"),
    path(f"{RECIPIENT}/<str:kind>.svg", run_sheet.sample, name="sample"),
    path(f"{CEREMONY}/history/", run_sheet.ceremony_history, name="ceremony-history"),
    path(f"{CEREMONY}/cancel/", ceremonies.cancel_ceremony, name="cancel-ceremony"),
    path(f"{CEREMONY}/add-areas/", recipients.add_areas, name="add-areas"),
    path(f"{CEREMONY}/recipients/new/", recipients.add_recipient, name="add-recipient"),
    path(f"{CEREMONY}/recipients/import/", recipients.import_recipients, name="import-recipients"),
    path(f"{CEREMONY}/recipients/import/confirm/", recipients.confirm_import, name="confirm-import"),
    path(f"{CEREMONY}/recipients/form.xlsx", recipients.recipient_form, name="recipient-form"),
    path(f"{CEREMONY}/recipients/check/", recipients.check_texts, name="check-texts"),
    path(f"{RECIPIENT}/", recipients.recipient, name="recipient"),
    path(f"{RECIPIENT}/rename/", recipients.rename_recipient, name="rename-recipient"),
    path(f"{RECIPIENT}/remove/", recipients.remove_recipient, name="remove-recipient"),
    path(f"{RECIPIENT}/attendance/", run_sheet.mark_attendance, name="mark-attendance"),
    path(f"{CEREMONY}/print/check/", printing.check_run, name="check-run"),
    path(f"{CEREMONY}/print/", printing.start_run, name="start-run"),
    path(f"{RUN}/", printing.run, name="run"),
    path(f"{RUN}/retry/", printing.retry_run, name="retry-run"),
    path(f"{RUN}/cancel/", printing.cancel_run, name="cancel-run"),
    path(f"{CEREMONY}/packages/", printing.request_package, name="request-package"),
    path(f"{PACKAGE}/retry/", printing.retry_package, name="retry-package"),
    path(f"{PACKAGE}/", printing.download_package, name="download-package"),
    path("designs/", designs.design_list, name="designs"),
    path("designs/new/", designs.draft_design, name="draft-design"),
    path("designs/layouts/<str:layout>.svg", designs.preview_layout, name="preview-layout"),
    path("designs/<int:pk>/", designs.design, name="design"),
    path("designs/<int:pk>/history/", designs.design_history, name="design-history"),
    path("designs/<int:pk>/copy/", designs.copy_design, name="copy-design"),
    path("designs/<int:pk>/discard/", designs.discard_design, name="discard-design"),
    path("designs/<int:pk>/publish/", designs.publish_design, name="publish-design"),
    path("designs/<int:pk>/preview/<str:trial>.svg", designs.preview, name="preview-design"),
]
