"""A form that was sent to an address of its own and not taken: its page shows it again as it was sent."""

from copy import copy

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.html import escape
from django.utils.translation import gettext as _


def show_refused(request: HttpRequest, form: BaseForm, place: str, *, name: str = "") -> HttpResponse:
    """The page at `place`, the form in it as it was sent, with its errors at its fields.

    So nothing that was typed is lost where no script keeps it. The page finds the form by the address it was
    sent to; `name` stands for that where several forms of the page have the same. A page that has the form no
    longer, since others went on meanwhile, says so in a message.
    """
    focus_fault(form)
    response = _page(request, form, place, name or request.path)
    if form.errors and not _shows(response, form):
        said = _("Nothing was saved, because this form is no longer on the page.")
        messages.error(request, " ".join([said, *_faults(form)]))
        response = _page(request, form, place, name or request.path)
    response.status_code = 422
    return response


def _page(request, form, place, name):
    shown = copy(request)
    shown.method = "GET"
    shown.path = shown.path_info = place
    shown.resolver_match = resolve(place)
    shown.refused = {name: form}
    view, positional, named = shown.resolver_match
    return view(shown, *positional, **named)


def _shows(response, form):
    page = response.content.decode()
    has_field = any(f' name="{form.add_prefix(name)}"' in page for name in form.fields)
    return has_field and any(escape(fault) in page for fault in _faults(form))


def _faults(form):
    return [str(fault) for faults in form.errors.values() for fault in faults]


def focus_fault(form: BaseForm) -> None:
    """Let the browser go to the first field with an error; a fault of the whole form has no field."""
    faulty = [name for name in form.fields if name in form.errors]
    if faulty:
        form.fields[faulty[0]].widget.attrs["autofocus"] = True


def refused_at(request: HttpRequest, address: str) -> BaseForm | None:
    """The form that was sent to `address` and not taken, for the view of the page that holds it."""
    return refused_of(request).get(address)


def refused_of(request: HttpRequest) -> dict[str, BaseForm]:
    return getattr(request, "refused", {})


def refused(request: HttpRequest) -> dict[str, object]:
    """Context processor: `refused`, the forms that were sent and not taken by their address."""
    return {"refused": refused_of(request)}
