"""Invalid forms with a URL of their own: the page that holds the form shows it again as it was sent."""

from collections.abc import Mapping
from copy import copy

from django.contrib import messages
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.html import escape
from django.utils.translation import gettext as _


def show_refused(request: HttpRequest, form: BaseForm, place: str, *, name: str = "") -> HttpResponse:
    """Return the page at the path `place` with the form as it was sent, errors at its fields, status 422.

    Nothing that was typed is lost, with or without scripts. The page finds the form by the URL it was sent
    to, or by `name` where several forms of the page share a URL. When the page no longer has the form,
    because its object changed meanwhile, a message says so.
    """
    focus_first_error(form)
    response = _page(request, form, place, name or request.path)
    if form.errors and not _shows(response, form):
        sentence = _("Nothing was saved, because this form is no longer on the page.")
        messages.error(request, " ".join([sentence, *_errors(form)]))
        response = _page(request, form, place, name or request.path)
    response.status_code = 422
    return response


def _page(request, form, place, name):
    page_request = copy(request)
    page_request.method = "GET"
    page_request.path = page_request.path_info = place
    page_request.resolver_match = resolve(place)
    page_request.refused_forms = {name: form}
    view, positional, keywords = page_request.resolver_match
    return view(page_request, *positional, **keywords)


def _shows(response, form):
    page = response.content.decode()
    has_field = any(f' name="{form.add_prefix(name)}"' in page for name in form.fields)
    return has_field and any(escape(error) in page for error in _errors(form))


def _errors(form):
    return [str(error) for errors in form.errors.values() for error in errors]


def focus_first_error(form: BaseForm) -> None:
    """Set autofocus on the first field with an error; an error of the whole form has no field."""
    invalid = [name for name in form.fields if name in form.errors]
    if invalid:
        form.fields[invalid[0]].widget.attrs["autofocus"] = True


def refused_form(request: HttpRequest, address: str) -> BaseForm | None:
    """Return the invalid form that was sent to `address`, for the view of the page that holds it."""
    return refused_forms(request).get(address)


def refused_forms(request: HttpRequest) -> dict[str, BaseForm]:
    return getattr(request, "refused_forms", {})


def refused_forms_context(request: HttpRequest) -> dict[str, object]:
    """Return the invalid forms by the URL they were sent to as `refused_forms` (context processor)."""
    return {"refused_forms": refused_forms(request)}


def sent_to(forms: Mapping[str, BaseForm], address: str) -> BaseForm | None:
    """Return the form that was sent to `address`, None when there is none."""
    return forms.get(address)


def field(form: BaseForm | None, name: str) -> BoundField | None:
    """Return the field `name` of a form; None without a form."""
    return form[name] if form else None


def sent_value(bound_field: BoundField | None) -> str:
    """Return the value sent for a field, "" when there is none."""
    return (bound_field.value() or "") if bound_field else ""


def faults(bound_field: BoundField | None) -> str:
    """Return the errors of a field as one text, "" when there are none."""
    return " ".join(bound_field.errors) if bound_field else ""
