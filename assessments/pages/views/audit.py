"""The screen of an audit, its verdicts, and the steps that begin and end it."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url

from assessments.audit import results
from assessments.audit.actions import assignments, returns, verdicts
from assessments.audit.domain import WITHOUT_REASON, judged_state, shown_mark
from assessments.audit.queries import audits
from assessments.audit.queries.assignments import participants_of
from assessments.audit.queries.indicator_views import viewed_states
from assessments.committee.actions import resolutions
from assessments.pages import words
from assessments.pages.forms.audit import CommentForm, RecuseForm, ReturnForm, verdict_forms
from assessments.pages.screens import audit as audit_screens
from assessments.pages.screens import audit_statement
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit_list import show_of, show_query
from assessments.pages.views.access import get_assessment
from assessments.pages.views.steps import ends_own_right
from assessments.workflow import domain, queries
from assessments.workflow.domain import STAGES, Step, WorkflowError
from ecotown.common.forms.refused_forms import focus_first_error
from ecotown.common.holidays.queries import calendar_from
from ecotown.common.holidays.words import day_warning
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action
from ecotown.common.thai.formats import weekday_date

PAGE = "assessments/audit/audit_detail.html"
CONFIRMATION = "assessments/audit/audit_confirm.html"


def audit_url(request, assessment, code):
    """Return the audit screen of an indicator; its list shows what it shows now."""
    url = reverse("assessments:audit-indicator", args=[assessment.pk, code])
    return url + show_query(_show(request))


@require_safe
@login_required
@csp_update({"frame-src": [SELF]})
def audit(request, pk, code=None):
    """Show the list of indicators beside one with its evidence; assessors act, administrators read."""
    assessment = get_assessment(request.user, pk, perm="assessments.read_audit")
    if code is not None and code not in queries.edition_of(assessment).by_code:
        raise Http404
    results.record_audit_view(assessment=assessment, user=request.user)
    return render(request, PAGE, _screen(request, assessment, code))


@require_POST
@login_required
@csp_update({"frame-src": [SELF]})
def verdict(request, pk, code):
    """Save one verdict; htmx swaps only the screen, so that the page does not jump.

    A verdict without a reason leads on to the next indicator that has none.
    """
    assessment = get_assessment(request.user, pk, perm="assessments.audit")
    indicator_audit = audits.audit_of(assessment).indicator_audits.get(code)
    kind = parameters.word(request.POST, "kind")
    if indicator_audit is None:
        raise Http404
    forms = {form.kind: form for form in _forms(assessment, indicator_audit, request.POST, kind)}
    form = forms.get(kind)
    problem = "" if form else words.refusal("verdict-not-possible")
    if form and form.is_valid():
        try:
            shown = parameters.word(request.POST, "shown")
            verdicts.give_verdict(
                assessment=assessment, code=code, shown=shown, by=request.user, **form.values
            )
        except WorkflowError as error:
            problem = words.refusal(error.code)
        else:
            return _after_verdict(request, pk, code, moves_on=form.kind in WITHOUT_REASON)
    assessment = get_assessment(request.user, pk)
    context = _screen(request, assessment, code, form_data=request.POST, kind=kind, problem=problem)
    if not request.htmx:  # where the script of the page leads to the error
        for shown_form in context["forms"]:
            focus_first_error(shown_form)
    return render(request, _template(request), context, status=422)


@require_http_methods(["GET", "POST"])
@login_required
def accept_rest(request, pk):
    """State the exceptions, and after the confirmation accept what waits in one step."""
    assessment = get_assessment(request.user, pk, perm="assessments.audit")
    step = audit_statement.ACCEPT_REST
    return _confirmed(request, assessment, step, verdicts.accept_rest, _("Accepted."))


@require_POST
@login_required
def take_on(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.take_on", with_level=False)
    run_action(request, assignments.take_on, _("You have this audit in hand now."), assessment=assessment)
    return redirect("assessments:audit", pk)


@require_POST
@login_required
def begin_audit(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.audit", with_level=False)
    run_action(request, assignments.begin_audit, _("Audit begun."), assessment=assessment)
    return redirect("assessments:audit", pk)


@require_http_methods(["GET", "POST"])
@login_required
@ends_own_right(assignments.recuse)
def recuse(request, pk):
    """End the user's own assignment with a reason; also before the audit has begun."""
    assessment = get_assessment(request.user, pk, perm="assessments.recuse")
    assignment = assessment.assignments.filter(assessor=request.user, ended_at__isnull=True).first()
    form = RecuseForm(posted(request), initial={"stage": assignment.stage})
    if form.is_valid():
        message = _("You no longer have this audit in hand. The department assigns another assessor.")
        if run_action(request, assignments.recuse, message, assessment=assessment, **form.cleaned_data):
            return redirect("assessments:audits")
    context = {**AssessmentPage(assessment).context(), "form": form, "assignment": assignment}
    return render(request, "assessments/audit/audit_recuse.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@ends_own_right(verdicts.pass_internal_audit)
def pass_internal_audit(request, pk):
    """State the exceptions, and after the confirmation pass the internal audit."""
    assessment = get_assessment(request.user, pk, perm="assessments.pass")
    message = _("Internal audit passed.")
    return _confirmed(request, assessment, Step.PASS, verdicts.pass_internal_audit, message)


@require_http_methods(["GET", "POST"])
@login_required
@ends_own_right(resolutions.recommend)
def recommend(request, pk):
    """State the exceptions, and after the confirmation recommend to the committee."""
    assessment = get_assessment(request.user, pk, perm="assessments.recommend")
    message = _("Recommended to the committee.")
    return _confirmed(request, assessment, Step.RECOMMEND, resolutions.recommend, message)


@require_http_methods(["GET", "POST"])
@login_required
@ends_own_right(returns.return_for_correction)
def return_for_correction(request, pk):
    """Show the indicators to return with their reasons, and return them with a due date."""
    assessment = get_assessment(request.user, pk, perm="assessments.return")
    form = ReturnForm(posted(request))
    message = _("Returned to the province.")
    if form.is_valid() and run_action(
        request, returns.return_for_correction, message, assessment=assessment, **form.cleaned_data
    ):
        warn_of_closed_day(request, form.cleaned_data["due_on"])
        return redirect(assessment)
    page = AssessmentPage(assessment)
    edition, stage = page.edition, assessment.status
    indicator_audits = page.audit.indicator_audits
    context = {
        **page.context(),
        "form": form,
        "returning": [
            (edition.by_code[code], indicator_audits[code].in_force[stage])
            for code in page.audit.to_return(stage)
        ],
        "unjudged_count": len(page.audit.unjudged(stage)),
    }
    return render(request, "assessments/audit/audit_return.html", context)


def warn_of_closed_day(request, day):
    """Say that the offices are closed on a due date that was chosen nevertheless."""
    if warning := day_warning(day, calendar_from(day)):
        sentence = _("Due date %(date)s: %(warning)s")
        messages.warning(request, sentence % {"date": weekday_date(day), "warning": warning})


def _confirmed(request, assessment, step, action, message):
    """Take a step whose exceptions the user was shown as they are now; else show them on their page."""
    page = audit_screens.AuditPage(assessment)
    confirmation = audit_statement.confirmation_of(page, step, request.user)
    if request.method == "GET" and confirmation is None:
        messages.error(request, words.refusal(_refusal_of(step, page)))
        return redirect("assessments:audit", assessment.pk)
    is_shown = confirmation and parameters.word(request.POST, "statement") == confirmation.statement.mark
    if confirmation and not is_shown:
        context = {**page.context(), "confirmation": confirmation, "is_outdated": "statement" in request.POST}
        return render(request, CONFIRMATION, context, status=200 if request.method == "GET" else 422)
    statement = confirmation.statement if confirmation else None
    is_done = run_action(request, action, message, assessment=assessment, statement=statement)
    ends_audit = is_done and step != audit_statement.ACCEPT_REST
    return redirect(assessment) if ends_audit else redirect("assessments:audit", assessment.pk)


def _refusal_of(step, page):
    """Return the code of the refusal of a step that the verdicts do not allow."""
    if step == audit_statement.ACCEPT_REST:
        return "nothing-to-accept"
    return "unjudged" if page.audit.unjudged(page.assessment.status) else "to-be-returned"


def _screen(request, assessment, code, *, after=None, form_data=None, kind="", problem="", message=""):
    """Return the template context of the audit screen; `form_data` fills the form of `kind`."""
    screen = audit_screens.audit_context(assessment, code, _show(request), after=after)
    indicator_audit = screen["card"].audit
    may_audit = request.user.has_perm("assessments.audit", assessment)
    assignment = screen["page"].assignment
    viewed = _record_view(request.user, assessment, indicator_audit)
    return {
        **screen,
        "assignment": assignment,
        "may_audit": may_audit,
        "may_take": assignment is None and assessment.status in STAGES and request.user.is_assessor,
        "refusal": _refusal(request.user, screen["page"]),
        "may_recuse": request.user.has_perm("assessments.recuse", assessment),
        "may_comment": request.user.has_perm("assessments.comment", assessment)
        and assessment.status in domain.COMMENTABLE,
        "may_read_notes": request.user.has_perm("assessments.read_notes", assessment),
        "may_write_notes": request.user.has_perm("assessments.write_note", assessment)
        and assessment.status in domain.NOTABLE,
        "forms": _forms(assessment, indicator_audit, form_data, kind) if may_audit else [],
        "shown": shown_mark(indicator_audit.state, assessment.status),
        "open_kind": kind,
        "problem": problem,
        "message": message,
        "moved_on": False,
        "confirmation": _confirmation(request.user, screen, viewed) if may_audit else None,
        "comment_form": CommentForm(),
    }


def _record_view(user, assessment, indicator_audit):
    """Store that an assessor sees an indicator as it is now; return what they have seen of all of them."""
    stage = assessment.status
    if stage not in STAGES or not user.is_assessor:
        return {}
    code, seen = indicator_audit.code, judged_state(indicator_audit.state, stage)
    viewed = viewed_states(assessment, stage, user)
    if viewed.get(code) != seen:
        results.record_indicator_view(assessment=assessment, stage=stage, code=code, seen=seen, user=user)
    return {**viewed, code: seen}


def _confirmation(user, screen, viewed):
    """Return what is asked before the step that comes next: accepting in bulk, or the end of the audit."""
    page = screen["page"]
    step = audit_statement.ACCEPT_REST if screen["unjudged"] else audit_statement.final_step(page.assessment)
    return audit_statement.confirmation_of(page, step, user, screen["rows"], viewed)


def _show(request):
    """Return what the list of indicators shows, as the address says."""
    return show_of(parameters.word(request.GET, "show"))


def _forms(assessment, indicator_audit, form_data, kind):
    indicator = queries.edition_of(assessment).by_code[indicator_audit.code]
    before = indicator_audit.before(assessment.status)
    current = indicator_audit.in_force.get(assessment.status)
    return verdict_forms(
        indicator, indicator_audit.entered, before, posted=form_data, kind=kind, current=current
    )


def _after_verdict(request, pk, code, *, moves_on):
    """Show the indicator where the audit goes on; without htmx, redirect to it."""
    assessment = get_assessment(request.user, pk)
    message = _("Verdict saved: %(code)s") % {"code": code}
    context = _screen(request, assessment, None if moves_on else code, after=code, message=message)
    shown = context["card"].indicator.code
    if not request.htmx:
        messages.success(request, message)
        return redirect(audit_url(request, assessment, shown))
    response = render(request, _template(request), {**context, "moved_on": shown != code})
    return push_url(response, audit_url(request, assessment, shown)) if shown != code else response


def _template(request):
    return f"{PAGE}#verdict-answer" if request.htmx else PAGE


def _refusal(user, page):
    """Return why an assessor cannot take this audit, in words; empty when they can."""
    assessment = page.assessment
    if assessment.status not in STAGES or page.assignment is not None or not user.is_assessor:
        return ""
    participants = participants_of(assessment, {(row.stage, row.given_by_id) for row in page.audit.verdicts})
    try:
        domain.check_taking(user.pk, None, participants, stage=assessment.status)
    except WorkflowError as error:
        return words.refusal(error.code)
    return ""
