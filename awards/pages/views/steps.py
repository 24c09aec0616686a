"""Steps that people repeat by mistake, with the events by which the history shows that they were taken."""

from awards.designs.actions import publish_design
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.events import Event
from awards.pages import words
from awards.printing.actions import packages, runs
from awards.register.actions import awards, renaming
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals


def declare():
    """Register the words of refusals, and the steps; called when the portal starts."""
    declare_refusals(AwardError, lambda error: words.refusal(error.code, error.detail))
    declare_steps({publish_design: Event.DESIGN_PUBLISHED}, _design)
    declare_steps({runs.start_run: Event.RUN_STARTED}, _ceremony, returns_same=True)
    declare_steps({runs.cancel_run: Event.RUN_CANCELLED}, _run, until=[Event.RUN_RETRIED])
    declare_steps({awards.issue_certificate: Event.CERTIFICATE_ISSUED}, _assessment, returns_same=True)
    declare_steps({awards.revoke_award: Event.CERTIFICATE_REVOKED}, _award)
    declare_steps({awards.replace_award: Event.CERTIFICATE_REPLACED}, _replaced_award)
    declare_steps({renaming.rename_and_replace: Event.RECIPIENT_RENAMED}, _recipient)
    # After an error; a second click finds the work waiting again.
    declare_steps({runs.retry_run: Event.RUN_RETRIED}, _running_run)
    declare_steps({packages.retry_package: Event.PACKAGE_RETRIED}, _package)
    withdrawn = [Event.CERTIFICATE_REVOKED]
    declare_steps({awards.retry_award: Event.CERTIFICATE_RETRIED}, _award, until=withdrawn)
    declare_steps({awards.retry_reprint: Event.REPRINT_RETRIED}, _reprint, until=withdrawn)
    declare_steps({awards.reprint_award: Event.CERTIFICATE_REPRINTED}, _award, returns_same=True)


def _design(*, design):
    return [(design.history_subject, {})]


def _ceremony(*, ceremony, **_values):
    return [(ceremony.history_subject, {})]


def _run(*, run):
    return [(run.ceremony.history_subject, {"run": run.pk})]


def _recipient(*, recipient, **_values):
    return [(recipient.ceremony.history_subject, {"recipient": recipient.pk})]


def _running_run(*, run, **_values):
    return _run(run=run) if run.is_running else []


def _package(*, package):
    return [(package.ceremony.history_subject, {"package": package.pk})]


def _assessment(*, assessment):
    return [(assessment.history_subject, {})]


def _award(*, award, **_values):
    return [(award.history_subject, {"number": award.number, **_kind(award)})]


def _replaced_award(*, award, **_values):
    return [(award.history_subject, {"replaces": award.number, **_kind(award)})]


def _kind(award):
    """Return the fact that tells a plaque from the certificate with its number: events name plaques only."""
    return {"award": None if award.kind == AwardKind.CERTIFICATE else award.kind}


def _reprint(*, reprint):
    return _award(award=reprint.award)
