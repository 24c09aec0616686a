"""Views that change something: the posted data, the run of an action, the message about its outcome."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ecotown.common.steps.repetition import Action, taken_at
from ecotown.common.thai.formats import moment

# Class of a refusal → what gives its sentence; each app adds its own.
_SENTENCES: dict[type[Exception], Callable[[Any], str]] = {}


def declare_refusals(error_class: type[Exception], sentence: Callable[[Any], str]) -> None:
    """Register what says in words why an action raised `error_class`; called when the portal starts."""
    _SENTENCES[error_class] = sentence


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the posted data, also of an empty form; None for another method."""
    return request.POST if request.method == "POST" else None


def posted_with_files(
    request: HttpRequest,
) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]:
    """Return the posted data and files, the first arguments of a form; twice None for another method."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def run_action(
    request: HttpRequest, action: Action, message: str, *, about: str = "", **values: object
) -> Any:
    """Run an action and show `message` or its refusal; return its result, None when it was refused.

    An action without a result gives True. A person who repeats a step of their own is told when it was
    taken, and the view goes on as after the first time. `about` names the row in the refusal of an action
    that runs on one row after the other. No `message` shows none.
    """
    started_at = timezone.now()
    try:
        result = action(by=request.user, **values) or True
    except tuple(_SENTENCES) as error:
        if tell_repeated(request, action, values):
            return True
        messages.error(request, f"{about}: {_sentence(error)}" if about else _sentence(error))
        return None
    if not tell_repeated(request, action, values, before=started_at) and message:
        messages.success(request, message)
    return result


def run_form_action(
    request: HttpRequest,
    form: BaseForm,
    action: Action,
    message: str,
    *,
    error_fields: Mapping[str, str] | None = None,
    **values: object,
) -> Any:
    """Run an action with the values of a valid form; return its result, None with the refusal in the form.

    A refusal stands beside the field that `error_fields` names for its code, else above the form.
    """
    if not form.is_valid():
        return None
    try:
        result = action(by=request.user, **values, **form.cleaned_data) or True
    except tuple(_SENTENCES) as error:
        form.add_error((error_fields or {}).get(getattr(error, "code", "")), _sentence(error))
        return None
    if message:
        messages.success(request, message)
    return result


def tell_repeated(
    request: HttpRequest, action: Action, values: Mapping[str, object], *, before: datetime | None = None
) -> bool:
    """Tell the person that they have taken the step of a refused `action` already; return whether they have.

    `before` is the time at which an action that was not refused began: it may have changed nothing.
    """
    at = taken_at(action, values, by=request.user, returns_same=before is not None)
    if at is None or (before and at >= before):
        return False
    messages.info(request, _("This was done already on %(when)s.") % {"when": moment(at)})
    return True


def _sentence(error: Exception) -> str:
    return _SENTENCES[type(error)](error)
