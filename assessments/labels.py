"""The words of statuses, verdicts, events, refusals and other codes of the domain."""

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.domain.audits import Kind
from assessments.domain.committee import Outcome
from assessments.domain.corrections import Asked, Decision
from assessments.domain.entries import Given, from_plain
from assessments.domain.papers import Kind as PaperKind
from assessments.domain.papers import Package
from assessments.domain.plans import Progress
from assessments.domain.visits import Tone
from assessments.domain.warnings import Kind as WarningKind
from assessments.domain.workflow import Status, Step
from ecotown.common.templatetags.thai import long_date, number
from indicators.domain.formulas import FORMULAS
from indicators.domain.framework import Indicator
from indicators.templatetags.criteria import in_words as value_in_words
from indicators.templatetags.criteria import with_unit

STATUS_NAMES = {
    Status.DRAFT.value: pgettext_lazy("status", "Being filled in"),
    Status.INTERNAL_AUDIT.value: pgettext_lazy("status", "Internal audit"),
    Status.EXTERNAL_AUDIT.value: pgettext_lazy("status", "External audit"),
    Status.RETURNED.value: pgettext_lazy("status", "Returned for correction"),
    Status.COMMITTEE.value: pgettext_lazy("status", "Before the committee"),
    Status.GRANTED.value: pgettext_lazy("status", "Level granted"),
    Status.PUBLISHED.value: pgettext_lazy("status", "Published"),
}

VERDICTS = {
    Kind.ACCEPT.value: pgettext_lazy("verdict", "Accept"),
    Kind.ADJUST.value: pgettext_lazy("verdict", "Adjust"),
    Kind.RETURN.value: pgettext_lazy("verdict", "Return"),
    Kind.AGREE.value: pgettext_lazy("verdict", "Agree that it does not apply"),
    Kind.REFUSE.value: pgettext_lazy("verdict", "Refuse: counts as missing"),
}
# The words in lists, once the verdict is given.
VERDICTS_GIVEN = {
    Kind.ACCEPT.value: pgettext_lazy("verdict given", "accepted"),
    Kind.ADJUST.value: pgettext_lazy("verdict given", "adjusted"),
    Kind.RETURN.value: pgettext_lazy("verdict given", "returned"),
    Kind.AGREE.value: pgettext_lazy("verdict given", "does not apply"),
    Kind.REFUSE.value: pgettext_lazy("verdict given", "counts as missing"),
}
# Indicators without a verdict in force.
TO_JUDGE = {
    "open": pgettext_lazy("verdict given", "to be judged"),
    "changed": pgettext_lazy("verdict given", "changed"),
}

OUTCOMES = {
    Outcome.WAITING.value: pgettext_lazy("outcome", "Waits for the resolution"),
    Outcome.GRANTED.value: pgettext_lazy("outcome", "Level granted"),
    Outcome.SENT_BACK.value: pgettext_lazy("outcome", "Sent back to the external audit"),
    Outcome.POSTPONED.value: pgettext_lazy("outcome", "Postponed"),
}
DECISIONS = {
    Decision.PROPOSED.value: pgettext_lazy("correction", "Waits for another administrator"),
    Decision.APPROVED.value: pgettext_lazy("correction", "Approved"),
    Decision.REFUSED.value: pgettext_lazy("correction", "Refused"),
}
QUESTION_STATES = {
    Asked.NEW.value: pgettext_lazy("question", "New"),
    Asked.HANDLING.value: pgettext_lazy("question", "Being handled"),
    Asked.ANSWERED.value: pgettext_lazy("question", "Answered"),
    Asked.CORRECTED.value: pgettext_lazy("question", "Led to a correction"),
}
WITHOUT_VERDICT = _("without a verdict")

PAPERS = {
    PaperKind.DOSSIER_PDF.value: _("Dossier (PDF)"),
    PaperKind.DOSSIER_WORKBOOK.value: _("Dossier (Excel)"),
    PaperKind.AUDIT_REPORT.value: _("Audit report (PDF)"),
    PaperKind.CHECKLIST.value: _("Checklist of the site visit (PDF)"),
}
PACKAGES = {
    Package.DOSSIER: _("Dossier (PDF and Excel)"),
    Package.AUDIT_REPORT: PAPERS[PaperKind.AUDIT_REPORT.value],
    Package.CHECKLIST: PAPERS[PaperKind.CHECKLIST.value],
}
# The result of a site visit for an indicator.
TONES = {
    Tone.CONFORMS.value: pgettext_lazy("finding", "Conforms"),
    Tone.OBSERVATION.value: pgettext_lazy("finding", "Observation"),
    Tone.DOES_NOT_CONFORM.value: pgettext_lazy("finding", "Does not conform"),
}

REFUSALS = {
    "not-now": _("This step is not possible in the present status. The page shows what is possible now."),
    "locked": _("The values are locked, because the assessment has been submitted."),
    "incomplete": _("Some indicators have no answer yet."),
    "unconfirmed": _("Some values were carried forward from the year before and wait to be confirmed."),
    "unanswered-warnings": _("Some warnings wait for a reason."),
    "warning-changed": _("This warning has changed since you opened the page. Please look at it again."),
    "answer-missing": _("Please give a reason."),
    "undeclared": _("Please declare that the values are true and complete."),
    "not-returned": _("Only what was returned can be changed now. The other values are locked."),
    "own-entries": _("Who entered values or gave evidence does not audit this assessment."),
    "both-audits": _("The two audits of an assessment are done by different assessors."),
    "not-assigned": _("Nobody is assigned to this audit yet. Take it first."),
    "other-assessor": _("Another assessor has this audit in hand."),
    "recused": _("You asked to be taken off this audit before, so another assessor does it."),
    "no-assessor": _("Only an active assessor can be assigned."),
    "stage-closed": _("This audit is finished, so nobody can be assigned to it."),
    "assigned-already": _("This assessor has the audit in hand already."),
    "assignment-reason-missing": _("Please say why."),
    "audit-begun": _("An assessor has begun the audit, so the assessment can no longer be withdrawn."),
    "verdict-not-possible": _("This verdict does not fit what was entered."),
    "verdict-reason-missing": _("Please give the reason of the verdict."),
    "verdict-without-change": _("The adjusted value is the same as the one entered. Accept it instead."),
    "unjudged": _("Some indicators have no verdict that holds."),
    "to-be-returned": _("Some verdicts return an indicator. Return the assessment or change them."),
    "nothing-to-return": _("No verdict returns an indicator yet."),
    "nothing-to-accept": _("No indicator is left that can be accepted in one step."),
    "due-date": _("The due date lies between today and a year from now."),
    "unanswered": _("Please change each returned indicator, or say why its value stays."),
    "no-comments-now": _("Comments are possible from the submission until the committee has decided."),
    "empty-text": _("Please write something."),
    "settled-already": _("This thread is settled already."),
    "not-settled": _("This thread is open."),
    "own-recommendation": _("You recommended this level, so someone else records the resolution."),
    "level-pending": _("The level is still being computed. Please try again in a moment."),
    "reason-missing": _("A granted level that differs from the computed one needs a reason."),
    "edition-not-published": _("The criteria edition of a cycle must be published."),
    "edition-not-in-force": _("The criteria edition counts from a later fiscal year on."),
    "wrong-value": _("A value does not fit its indicator."),
    "changed-meanwhile": _(
        "Someone else has changed a value since you opened the page. Nothing was saved yet."
    ),
    "meeting-date": _("The meeting lies between the opening of the cycle and today."),
    "meeting-closed": _("The minutes of this meeting are closed."),
    "meeting-resolved": _("Something was resolved at this meeting, so its number and date stay."),
    "meeting-number-taken": _("There is a meeting with this number already."),
    "meeting-to-come": _("The meeting has not taken place yet."),
    "minutes-incomplete": _("Please name the chair and the participants first."),
    "not-recommended": _("Only what was recommended to the committee is put on an agenda."),
    "on-agenda": _("This assessment is on the agenda of a meeting already."),
    "not-on-agenda": _("Put the assessment on the agenda of a meeting first."),
    "nothing-on-agenda": _("Nothing on the agenda waits for a resolution."),
    "nothing-chosen": _("Please choose at least one."),
    "send-back-reason-missing": _("Please give the reason, so that the assessor knows what to look at."),
    "not-reconsidered": _(
        "The committee sent the assessment back. Look at it again or answer the committee first."
    ),
    "not-failed": _("The minutes are not in error."),
    "correction-open": _("Another correction of this assessment waits for its decision."),
    "correction-without-change": _("A corrected value is the same as the published one."),
    "correction-reason-missing": _("Please give the reason of the correction."),
    "nothing-corrected": _("Please correct at least one value."),
    "correction-decided": _("This correction has been decided already."),
    "own-correction": _("You proposed this correction, so another administrator decides."),
    "refusal-reason-missing": _("Please say why the correction is refused."),
    "level-unchanged": _("This level is granted already. Leave the level as it is."),
    "level-meeting-missing": _("Please choose the meeting at which the committee changed the level."),
    "level-reason-missing": _("Please give the committee's reason for the level."),
    "question-answered": _("This question has been dealt with already."),
    "public-answer-missing": _("Please write the answer."),
    "not-published": _("Questions are about published results."),
    "too-many-questions": _("Many questions came from your address. Please try again later."),
    "evidence-removed": _("This file has been removed from the evidence."),
    "evidence-infected": _("A virus was found in this file, so it cannot be cited."),
    "evidence-refused": _("This file was not kept, so it cannot be cited. Please send it again."),
    "evidence-unexamined": _("A file is still being examined. Please wait a moment."),
    "refused-cited": _("A file that was not kept is still cited. Remove its citations or send it again."),
    "evidence-cited": _("This file is still cited. Remove its citations first."),
    "unknown-indicator": _("This indicator is not in the criteria of the assessment."),
    "unexpected-evidence": _("This item is not in the expected evidence of the indicator."),
    "no-target": _("Nothing was changed, so there is nothing to keep. Assume another value first."),
    "target-year": _("The target year lies between the fiscal year of the cycle and 15 years later."),
    "target-without-value": _("A target needs a value. Please fill in every number of the formula."),
    "target-reached": _("The present value reaches this target already. Assume a better one."),
    "target-twice": _("This indicator has another target in this year already."),
    "target-gone": _("This target has been removed meanwhile."),
    "cited-already": _("This page of the file is already cited for this indicator."),
    "visit-photo": _("The photographs of a site visit are kept by the assessor who made it."),
    "no-visit-now": _("A site visit is recorded during the external audit, until the recommendation."),
    "visit-date": _("The visit lies between the opening of the cycle and today."),
    "visit-incomplete": _("Please name the places visited and who took part."),
    "not-a-photo": _("Only pictures can be added to a site visit."),
    "paper-before-submission": _("Papers are made after the assessment has been submitted."),
    "paper-before-publication": _("The dossier is open to the province after the publication."),
    "checklist-not-now": _("The checklist is made while an audit is open."),
    "paper-not-failed": _("This paper is not in error."),
}

# Other workbook formats, refused both as evidence and by the import.
OTHER_WORKBOOKS = {
    "xls": _("This is a workbook of the old format (.xls). Please save it as .xlsx."),
    "xlsb": _("This is a binary workbook (.xlsb). Please save it as .xlsx."),
    "xltx": _("This is a template of a workbook (.xltx). Please save it as .xlsx."),
    "ods": _("This is an OpenDocument workbook (.ods). Please save it as .xlsx."),
}

UPLOAD_REFUSALS = OTHER_WORKBOOKS | {
    "doc": _("This is a document of the old format (.doc). Please save it as .docx or PDF."),
    "dotx": _("This is a template of a document (.dotx). Please save it as .docx or PDF."),
    "odt": _("This is an OpenDocument text (.odt). Please save it as .docx or PDF."),
    "ppt": _("This is a presentation of the old format (.ppt). Please save it as PDF."),
    "pptx": _("This is a presentation (.pptx). Please save it as PDF."),
    "odp": _("This is an OpenDocument presentation (.odp). Please save it as PDF."),
    "pdf-password": _(
        "This PDF opens only with a password."
        " Please save it without one, for example by printing it to a PDF."
    ),
    "pdf-without-pages": _("This PDF has no page. Please save it again with its pages."),
    "busy": _("The system is busy and could not examine this file. Please try again in a moment."),
    "empty": _("The file is empty."),
    "too-large": _("The file is larger than %(limit)s MB. Please make it smaller or split it."),
    "program": _("This is a program, not a document, whatever its name says."),
    "old-office": _(
        "This is an Office file of the old format or with a password."
        " Please save it as XLSX or DOCX without a password."
    ),
    "heic": _("This is a HEIC picture. Please save it as JPEG."),
    "unknown-kind": _("By its content this is none of PDF, JPEG, PNG, WebP, XLSX and DOCX."),
    "mixed": _("Other data is attached to this PDF. Please save it again as a plain PDF."),
    "broken": _("The file is damaged or incomplete. Please save it again and upload it once more."),
    "too-many-pixels": _(
        "The picture is too large. A JPEG may have 100 million pixels, a PNG or WebP 75 million."
        " Please make it smaller."
    ),
    "unpacks-too-large": _(
        "Unpacked, this document is far too large. Please save it again in a smaller form."
    ),
    "macros": _(
        "The document holds macros, as .xlsm and .docm do. Please save it without macros as .xlsx or .docx."
    ),
    "encrypted": _("The document is encrypted. Please save it without a password."),
}

# Why a worker refuses a picture after its upload, see ecotown/common/pictures.py.
PICTURE_REFUSALS = {
    "broken": UPLOAD_REFUSALS["broken"],
    "too-many-pixels": UPLOAD_REFUSALS["too-many-pixels"],
    "differs": _(
        "The picture would look different from what was sent once it is stored."
        " Please save it as a plain JPEG or PNG with the colours of sRGB and send it again."
    ),
    "unexamined": _(
        "The file could not be examined within the time and memory there is."
        " Please make it smaller, or send it again later."
    ),
    "lost": _("The file was lost before it was examined. Please send it again."),
}

FIRST_FRAME = _("An animated picture: only its first frame is kept.")

# Why an uploaded workbook is refused, see ecotown/common/spreadsheets.py and assessments/uploads.py.
FILE_REFUSALS = OTHER_WORKBOOKS | {
    "not-a-workbook": _("This is no Excel workbook (.xlsx)."),
    "locked": _("This is an old or password-protected file. Save it as .xlsx without a password."),
    "encrypted": _("The workbook is encrypted. Save it as .xlsx without a password."),
    "strict": _(
        "This workbook is saved as Strict Open XML. Save it as the file type “Excel Workbook (.xlsx)”."
    ),
    "damaged": _("The file is damaged and cannot be read. Download the workbook again."),
    "too-large": _("The file unpacks to far more than a workbook of an assessment holds."),
    "macros": _("The file contains macros or controls. Only workbooks without them are accepted."),
    "links": _("The file contains links to other files or data. Only workbooks without them are accepted."),
    "embedded": _("The file contains embedded objects. Only workbooks without them are accepted."),
    "too-many-sheets": _("The workbook has sheets that do not belong to it."),
    "too-many-rows": _("The workbook has far more rows than it was downloaded with."),
    "no-seal": _("This workbook was not downloaded here, or its structure was changed. Download it again."),
    "other-assessment": _("This workbook belongs to another area or another fiscal year."),
    "other-edition": _("This workbook was made for another edition of the criteria. Download it again."),
}

# Why a cell is refused, see assessments/domain/workbook.py.
CELL_FAULTS = {
    "sheet-missing": _("This sheet is missing. Download the workbook again."),
    "sheet-unknown": _("The sheet “%(detail)s” does not belong to the workbook. Delete it from the file."),
    "unknown-code": _("There is no indicator with the code “%(detail)s”."),
    "structure": _("The structure was changed: “%(detail)s” must stand here."),
    "outside": _("The structure was changed: this cell must be empty."),
    "formula": _("Formulas are not accepted. Type the number itself."),
    "formula-error": _("This cell holds the error of a formula. Type the number itself."),
    "formula-text": _("A text cannot begin with =, +, - or @, because it could be taken for a formula."),
    "date": _("This cell holds a date or a time. Type a number or a text."),
    "percent": _(
        "This cell shows a percentage, but the number asked for is none. "
        "Set its format to a plain number and type the number itself."
    ),
    "not-returned": _("This indicator was not returned, so its value is locked."),
    "tick": _("Choose ใช่ or leave this cell empty."),
    "conflict": _(
        "This value was changed to “%(detail)s” after the workbook was downloaded. "
        "Type the same in this cell, or download the workbook again."
    ),
}

WARNING_KINDS = {
    WarningKind.LAST_YEAR.value: _("Far from last year"),
    WarningKind.OTHER_AREAS.value: _("Outside the normal band of other areas"),
    WarningKind.CONTRADICTION.value: _("Contradiction"),
}

STEPS = {
    Step.RETURN: _("Return to the province"),
    Step.RESUBMIT: _("Submit again"),
    Step.SUBMIT: _("Check and submit"),
    Step.WITHDRAW: _("Withdraw to correct"),
    Step.PASS: _("Pass the internal audit"),
    Step.RECOMMEND: _("Recommend to the committee"),
    Step.SEND_BACK: _("Send back to the external audit"),
    Step.RESOLVE: _("Record the resolution"),
    Step.PUBLISH: _("Publish the result"),
    Step.CORRECT: _("Correct the published result"),
}

# The next step in the list of work, by status.
NEXT_STEPS = {
    Status.INTERNAL_AUDIT.value: _("Open the internal audit"),
    Status.EXTERNAL_AUDIT.value: _("Open the external audit"),
    Status.RETURNED.value: _("Correct and submit again"),
    Status.COMMITTEE.value: _("Record the resolution"),
    Status.GRANTED.value: _("Publish the result"),
}

# Title and sentence of what can be done next with an assessment, by the step that does it.
NEXT_ACTIONS = {
    Step.SUBMIT: (
        _("All indicators are filled in"),
        _("Check the values once more. After submitting they are locked for the audits."),
    ),
    Step.WITHDRAW: (
        _("Submitted to the assessors"),
        _("The values are locked. Until an assessor begins, you can take them back to correct a mistake."),
    ),
    Step.PASS: (
        _("Internal audit"),
        _(
            "Judge every indicator on the screen of the audit. "
            "After passing, another assessor does the external audit."
        ),
    ),
    Step.RECOMMEND: (
        _("External audit"),
        _("Recommend after the site visit. The committee then decides on the level."),
    ),
    Step.RESOLVE: (
        _("Resolution of the committee"),
        _("Record the level that the committee granted, with number and date of its meeting."),
    ),
    Step.PUBLISH: (
        _("Publication"),
        _("Everyone will see the granted level. The certificate can be issued afterwards."),
    ),
}
# What happens to an assessment while the reader has nothing to do with it.
TURNS_OF_OTHERS = {
    Status.DRAFT: _("The province is filling in the values."),
    Status.RETURNED: _("The province is filling in the values."),
    Status.INTERNAL_AUDIT: _("The values are locked while an assessor does the internal audit."),
    Status.EXTERNAL_AUDIT: _("The values are locked while an assessor does the external audit."),
    Status.COMMITTEE: _("The assessment waits for the resolution of the committee."),
    Status.GRANTED: _("The level is granted and waits for publication."),
    Status.PUBLISHED: _("Everyone can see the granted level."),
}
OPEN_AUDIT = _("Open the audit")
WARNING_STATES = {
    "": "",
    "open": _("A warning waits for a reason."),
    "answered": _("Reason given for a warning"),
}

DEEDS = {
    "opened": _("Assessment opened"),
    "entries-saved": _("Values saved"),
    "carried-forward": _("Values of the year before carried forward"),
    "entry-confirmed": _("Value of the year before confirmed"),
    "warning-answered": _("Reason given for a warning"),
    "note-saved": _("Note saved"),
    "workbook-imported": _("Values brought in from an Excel workbook"),
    "submitted": _("Submitted by the province"),
    "withdrawn": _("Withdrawn by the province"),
    "evidence-added": _("Evidence added"),
    "evidence-examined": _("Evidence examined and kept"),
    "evidence-refused": _("Evidence not kept after its examination"),
    "evidence-cited": _("Evidence cited"),
    "citation-removed": _("Citation removed"),
    "evidence-removed": _("Evidence removed"),
    "passed": _("Internal audit passed"),
    "recommended": _("External audit done, recommended to the committee"),
    "targets-set": _("Targets set"),
    "target-changed": _("Target changed"),
    "target-removed": _("Target removed"),
    "returned": _("Returned to the province for correction"),
    "returned-replied": _("Reply to the return saved"),
    "assigned": _("Assessor assigned"),
    "reassigned": _("Assessor replaced"),
    "taken-on": _("Audit taken by an assessor"),
    "recused": _("Assessor taken off at their own request"),
    "audit-begun": _("Audit begun"),
    "verdict-given": _("Verdict given"),
    "verdicts-given": _("Verdicts given"),
    "thread-opened": _("Comment written"),
    "comment-written": _("Comment answered"),
    "thread-settled": _("Thread settled"),
    "thread-reopened": _("Thread opened again"),
    "resubmitted": _("Submitted again by the province"),
    "sent-back": _("Sent back to the external audit"),
    "put-on-agenda": _("Put on the agenda of the committee"),
    "taken-off-agenda": _("Taken off the agenda of the committee"),
    "postponed": _("Postponed by the committee"),
    "committee-answered": _("Answer to the committee written"),
    "resolved": _("Level granted by the committee"),
    "published": _("Published"),
    "correction-proposed": _("Correction of the published result proposed"),
    "correction-level-set": _("Level of the correction set"),
    "correction-approved": _("Correction of the published result approved"),
    "correction-refused": _("Correction of the published result refused"),
    "visit-recorded": _("Site visit recorded"),
    "visit-changed": _("Record of the site visit changed"),
    "finding-saved": _("Finding of the site visit saved"),
    "finding-removed": _("Finding of the site visit taken back"),
    "visit-photo-added": _("Photograph of the site visit added"),
    "visit-photo-cited": _("Photograph of the site visit cited"),
    "photo-citation-removed": _("Citation of a photograph removed"),
    "visit-photo-removed": _("Photograph of the site visit removed"),
    "certificate-issued": _("Certificate issued"),
    "certificate-retried": _("Certificate rendered again after an error"),
    "certificate-revoked": _("Certificate revoked"),
    "certificate-replaced": _("Certificate replaced by a new one"),
    "certificate-reprinted": _("Certificate printed again"),
}

# The kinds of events in the filter of the history; every other event is a step of the workflow.
VALUE_DEEDS = (
    *("opened", "carried-forward", "entries-saved", "entry-confirmed", "workbook-imported"),
    *("warning-answered", "note-saved"),
)
EVIDENCE_DEEDS = (
    *("evidence-added", "evidence-examined", "evidence-refused"),
    *("evidence-cited", "citation-removed", "evidence-removed"),
)
DEED_KINDS = {"values": _("Values"), "evidence": _("Evidence"), "steps": _("Steps and decisions")}

# The keys of event data that hold indicator codes, besides changed values and verdicts.
DEED_CODES = ("returned", "replies", "answers")

# The further facts of event data, in the order in which they are shown.
DEED_FACTS = {
    "name": _("File"),
    "refusal": _("Reason"),
    "expected": _("Expected evidence"),
    "page": _("Page"),
    "note": _("Note"),
    "stage": _("Stage"),
    "round": _("Round"),
    "assessor_name": _("Assessor"),
    "year": _("Fiscal year"),
    "responsible": _("Responsible"),
    "meeting_number": _("Meeting"),
    "meeting_date": _("Date of the meeting"),
    "computed_level": _("Computed level"),
    "correction": _("Correction"),
    "old_level": _("Granted level before"),
    "granted_level": _("Granted level"),
    "reply": _("Answer of the assessor"),
    "number": _("Certificate number"),
    "due_on": _("Due"),
    "visited_on": _("Date of the visit"),
    "place": _("Places visited"),
    "tone": _("Result"),
    "text": _("Finding"),
}

TARGET_PROGRESS = {
    Progress.REACHED: pgettext_lazy("target", "reached"),
    Progress.ON_THE_WAY: pgettext_lazy("target", "on the way"),
    Progress.LATE: pgettext_lazy("target", "late"),
}

# The findings of the check before submission; the obstacles have the codes of the workflow's refusals.
FINDINGS = {
    "incomplete": ngettext_lazy(
        "%(left)s indicator left to fill in", "%(left)s indicators left to fill in", "left"
    ),
    "unconfirmed": ngettext_lazy(
        "%(left)s value of the year before waits to be confirmed",
        "%(left)s values of the year before wait to be confirmed",
        "left",
    ),
    "unanswered-warnings": ngettext_lazy(
        "%(left)s indicator has a warning that waits for a reason",
        "%(left)s indicators have a warning that waits for a reason",
        "left",
    ),
    "evidence-unexamined": ngettext_lazy(
        "%(left)s file is still being examined", "%(left)s files are still being examined", "left"
    ),
    "refused-cited": ngettext_lazy(
        "%(left)s file was not kept and is still cited",
        "%(left)s files were not kept and are still cited",
        "left",
    ),
    "warnings-answered": ngettext_lazy(
        "%(left)s indicator with a warning, for which this reason goes to the assessors",
        "%(left)s indicators with warnings, for which these reasons go to the assessors",
        "left",
    ),
    "without-evidence": ngettext_lazy(
        "%(left)s indicator without evidence", "%(left)s indicators without evidence", "left"
    ),
    "evidence-absent": ngettext_lazy(
        "%(left)s indicator lacks expected evidence", "%(left)s indicators lack expected evidence", "left"
    ),
    "not-applicable": ngettext_lazy(
        "%(left)s indicator does not apply, for this reason",
        "%(left)s indicators do not apply, for these reasons",
        "left",
    ),
}


def step(step: Step) -> str:
    """Return the words on the button of a step."""
    return str(STEPS[step])


def next_step(assessment) -> str:
    """Return the words of the next step of an assessment out of `queries.on_list`."""
    if assessment.status in NEXT_STEPS:
        return str(NEXT_STEPS[assessment.status])
    if not assessment.answered_count:
        return gettext("Start filling in")
    is_complete = assessment.answered_count == assessment.total_count
    return gettext("Check and submit") if is_complete else gettext("Go on filling in")


def level_choices(edition) -> list[tuple[int, str]]:
    """Return the levels that the committee can grant, with their names, as form choices."""
    english = get_language() == "en"
    return [(0, gettext("0 Preparing"))] + [
        (rule.level, f"{rule.level} {rule.name_en if english else rule.name_th}") for rule in edition.levels
    ]


def refusal(code: str) -> str:
    """Return the sentence for the code of a WorkflowError."""
    return str(REFUSALS[code])


def target_progress(progress: Progress) -> str:
    """Return the words for the progress of a target."""
    return str(TARGET_PROGRESS[progress])


def finding(code: str, count: int) -> str:
    """Return the sentence for a finding of the check before submission on `count` indicators or files."""
    return str(FINDINGS[code] % {"left": count})


def cell_fault(reason: str, detail: str = "") -> str:
    """Return the sentence for a cell that is refused."""
    return str(CELL_FAULTS[reason]) % {"detail": detail}


def upload_refusal(code: str) -> str:
    """Return the sentence for the code of a RefusedUpload."""
    return str(UPLOAD_REFUSALS[code]) % {"limit": settings.EVIDENCE_MAX_MB}


def file_added(evidence, *, is_cited: bool = False) -> str:
    """Return the message for a new file; one still to be examined is only called received."""
    if evidence.is_unexamined and is_cited:
        sentence = gettext(
            "%(name)s has been received and cited. How its examination went will stand in the list."
        )
    elif evidence.is_unexamined:
        sentence = gettext("%(name)s has been received. How its examination went will stand in the list.")
    else:
        sentence = (
            gettext("%(name)s has been added and cited.") if is_cited else gettext("%(name)s has been added.")
        )
    return sentence % {"name": evidence.name}


def verdict_in_words(verdict, indicator: Indicator) -> str:
    """Return a verdict of the history on one line: kind, adjusted value, reason; empty for None."""
    if not verdict:
        return ""
    words = str(VERDICTS_GIVEN[verdict["kind"]])
    if "given" in verdict:
        words = f"{words} {in_words(from_plain(verdict['given']), indicator)}"
    return f"{words}: {verdict['reason']}" if verdict["reason"] else words


def deed(name: str) -> str:
    """Return the sentence for an event of the history."""
    return str(DEEDS[name]) if name in DEEDS else gettext("Other deed")


def deed_kind(name: str) -> str:
    """Return the key in DEED_KINDS of an event of the history."""
    if name in VALUE_DEEDS:
        return "values"
    return "evidence" if name in EVIDENCE_DEEDS else "steps"


def in_words(given: Given, indicator: Indicator) -> str:
    """Return a value on one line, for messages and the history: 38 / 40, Yes, Step 3."""
    if given.not_applicable:
        return gettext("does not apply: %(reason)s") % {"reason": given.reason}
    if given.value is not None:
        return value_in_words(given.value, indicator)
    inputs = [given.inputs[key] for key in FORMULAS[indicator.formula] if key in given.inputs]
    return " / ".join(number(input_value) for input_value in inputs) or gettext("no value")


def next_action(step: Step, *, unanswered: int, warned: int) -> tuple[str, str]:
    """Return title and sentence of a step that the reader can take.

    `unanswered` and `warned` count the indicators without a value and with a warning that waits for a reason;
    they come before submitting.
    """
    if step == Step.SUBMIT and unanswered:
        title = ngettext(
            "%(left)s indicator left to fill in", "%(left)s indicators left to fill in", unanswered
        )
        sentence = gettext("Every value is kept when you save it. You can submit when all are filled in.")
        return title % {"left": unanswered}, sentence
    if step == Step.SUBMIT and warned:
        title = ngettext(
            "%(left)s indicator has a warning that waits for a reason",
            "%(left)s indicators have a warning that waits for a reason",
            warned,
        )
        sentence = gettext(
            "Correct the value, or give the reason why it is right. The assessors read it beside the value."
        )
        return title % {"left": warned}, sentence
    title, sentence = NEXT_ACTIONS[step]
    return str(title), str(sentence)


def turn_of_others(status: Status) -> tuple[str, str]:
    """Return title and sentence for a reader who has nothing to do with an assessment in this status."""
    is_published = status == Status.PUBLISHED
    title = (
        gettext("The result is published") if is_published else gettext("Nothing for you to do at the moment")
    )
    return title, str(TURNS_OF_OTHERS[status])


def warning_state(state: str) -> str:
    """Return what the mark of the warnings of an indicator says; `state` is open, answered or empty."""
    return str(WARNING_STATES[state])


def citation_place(citation) -> str:
    """Return where in a file something is cited and which expected item it proves: Page 3 · water bills."""
    page = gettext("Page %(page)s") % {"page": citation.page} if citation.page else ""
    return " · ".join(filter(None, [page, citation.expected])) or gettext("The whole file")


def thread_subject(thread) -> str:
    """Return what a thread of comments speaks of: a file, perhaps with its page, or the value."""
    if not thread.evidence:
        return gettext("About the value")
    if not thread.page:
        return thread.evidence.name
    return f"{thread.evidence.name} · {gettext('Page %(page)s') % {'page': thread.page}}"


def level_result(result) -> str:
    """Return how many of the counting indicators meet a level and whether it is passed, if any."""
    if result is None:
        return ""
    words = gettext("passed") if result.attained else gettext("not passed")
    return f"{result.met}/{result.counted} {words}"


def resolution(granted: object, *, differs: bool, outcome: str, reason: str) -> str:
    """Return what the committee decided on one area, with its reason, for the minutes."""
    if granted is None:
        words = str(OUTCOMES[outcome])
    elif differs:
        words = gettext("Granted a level other than the computed one")
    else:
        return gettext("Granted the computed level")
    return f"{words}: {reason}" if reason or granted is not None else words


def meeting_of(resolution) -> str:
    """Return the number and date of the meeting that granted a level, or that none has decided yet."""
    if not resolution:
        return gettext("not decided yet")
    meeting = resolution.meeting
    return gettext("meeting %(number)s, %(date)s") % {
        "number": meeting.number,
        "date": long_date(meeting.date),
    }


def last_year(card) -> str:
    """Return the value of the year before, and whether its meaning has changed since; of a card or None."""
    if not card:
        return f"{gettext('Last year')}: {gettext('no data')}"
    words = f"{gettext('In %(year)s') % {'year': card.year}} {with_unit(card.result.value, card.indicator)}"
    if not card.breaks:
        return words
    return f"{words} ({gettext('The meaning has changed since: the two values do not compare.')})"


def page_mark(*, with_notes: bool, is_demonstration: bool) -> str:
    """Return the words at the edge of the pages of a report: who may read it, that its data are made up."""
    marks = [
        gettext("For the department only") if with_notes else "",
        gettext("Demonstration data, no assessment of any real place") if is_demonstration else "",
    ]
    return " · ".join(filter(None, marks))
