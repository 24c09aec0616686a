"""The filters of lists of assessments, as the address of a request has them."""

from assessments.pages.screens.lists import list_choices


def list_form(request, form_class, columns, *, anchor=""):
    """Return the filters of a list of assessments, with what the user can filter by; one query."""
    choices = list_choices(request.user)
    return form_class(
        request.GET, columns=columns, anchor=anchor, provinces=choices.provinces, years=choices.years
    )
