"""Who may open the register, the area of a request, and pages that hold one form."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from areas.actions import areas as area_actions
from areas.actions import holidays as holiday_actions
from areas.actions import names as name_actions
from areas.domain.register import AreaError
from areas.events import Event
from areas.models import TargetArea
from areas.words import refusal_sentence
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals, run_form_action

# The field beside which a refusal stands.
ERROR_FIELDS = {
    **dict.fromkeys(("no-name", "name-taken", "same-name", "group-exists"), "name_th"),
    **dict.fromkeys(("name-too-early", "name-too-late"), "since"),
    **dict.fromkeys(("ended", "end-too-late"), "ended_on"),
    **dict.fromkeys(("own-successor", "successor-ended"), "successors"),
    **dict.fromkeys(("year", "granted-here"), "year"),
    **dict.fromkeys(("no-title", "announcement-exists"), "title"),
    "no-source": "source",
}


def declare():
    """Register the words of refusals, and the steps that may be repeated; called when the portal starts."""
    declare_refusals(AreaError, lambda error: refusal_sentence(error.code))
    declare_steps(
        {area_actions.end_area: Event.AREA_ENDED, area_actions.resume_area: Event.AREA_RESUMED},
        lambda *, area, **_values: [(area.history_subject, {})],
    )
    declare_steps(
        {name_actions.withdraw_name: Event.AREA_NAME_WITHDRAWN},
        lambda *, name, **_values: [(name.area.history_subject, {"since": f"{name.since}"})],
    )
    declare_steps({holiday_actions.remove_holiday: Event.HOLIDAY_REMOVED}, holiday_actions.removal_places)


def keeps_register(view):
    """Let only people open the view who keep the register: others are refused, visitors sign in."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **arguments):
        if not request.user.has_perm("areas.keep_register"):
            raise PermissionDenied
        return view(request, *args, **arguments)

    return guarded


def of_area(view):
    """Pass the view the area of its address, to people who keep the register."""

    @keeps_register
    @wraps(view)
    def guarded(request, pk, **arguments):
        area = get_object_or_404(TargetArea.objects.select_related("province", "announcement"), pk=pk)
        return view(request, area, **arguments)

    return guarded


def form_page(request, form, context, *, run=None, then=None):
    """Answer with a page of one form; `run` are action, message and values of a form that was sent.

    After the action the answer leads to `then`: a URL name with its arguments.
    """
    status = 200
    if form.is_bound:
        action, message, values = run
        fields = {code: name for code, name in ERROR_FIELDS.items() if name in form.fields}
        if run_form_action(request, form, action, message, error_fields=fields, **values):
            return redirect(*then)
        status = 422
    return render(request, "areas/register_form.html", {"form": form, **context}, status=status)
