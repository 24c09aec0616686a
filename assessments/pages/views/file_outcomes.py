"""What becomes of uploaded files, one by one, and the messages that say so."""

from django.contrib import messages
from django.utils.translation import gettext as _

from assessments.evidence import actions
from assessments.evidence import words as evidence_words
from assessments.pages import words as pages_words
from assessments.workflow.domain import WorkflowError
from ecotown.common.files import uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.configuration.queries import current

MESSAGES = {"added": messages.success, "known": messages.info, "refused": messages.error}


def store_file(file, assessment, *, by, **location):
    """Examine and store one file, and cite it if `location` names an indicator; return (state, message)."""
    name = uploads.plain_name(file.name)
    action = actions.prove if location else actions.add_evidence
    try:
        upload = uploads.examine(file, file.name, max_bytes=current().evidence_max_mb * uploads.MEGABYTE)
        evidence, is_new = action(assessment=assessment, upload=upload, by=by, **location)
    except RefusedUpload as error:
        return "refused", evidence_words.file_refused(name, evidence_words.upload_refusal(error.code))
    except WorkflowError as error:
        return "refused", evidence_words.file_refused(name, pages_words.refusal(error.code))
    if is_new:
        return "added", evidence_words.file_added(evidence, is_cited=bool(location))
    names = {"name": name, "known": evidence.name}
    if location:
        return "known", _("%(name)s is already there as %(known)s, which has been cited.") % names
    return "known", _("%(name)s is already there as %(known)s. Nothing was added.") % names


def show_messages(request, outcomes):
    for state, message in outcomes:
        MESSAGES[state](request, message)
