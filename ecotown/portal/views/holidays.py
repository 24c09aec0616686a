"""Views of the public holidays, also as administrators keep them, and of the calendar of the date picker."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.actions import holidays as holiday_actions
from areas.words import refusal_sentence
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.holidays.queries import calendar_of, whole_calendar
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action
from ecotown.common.thai.dates import BUDDHIST_ERA
from ecotown.portal import queries, words
from ecotown.portal.forms import HolidayListForm
from ecotown.portal.screens import holidays as screens


@require_safe
def holidays(request):
    """Show the public holidays that due dates leave out, by year, with their sources."""
    return render(request, "portal/holidays.html", {"years": queries.holidays_by_year()})


@require_safe
def calendar(request):
    """Return what the picker of dates draws: names, the first year, and the holidays that are known."""
    return JsonResponse(words.calendar_words(whole_calendar()))


@require_safe
def day(request):
    """Return how a date that somebody is typing is read: its words, and a warning or the refusal."""
    return JsonResponse(words.typed_day_words(parameters.word(request.GET, "text")))


def keeps_holidays(view):
    """Let only people open the view who keep the holidays: others are refused, visitors sign in."""

    @login_required
    @wraps(view)
    def guarded(request):
        if not request.user.has_perm("areas.keep_holidays"):
            raise PermissionDenied
        return view(request)

    return guarded


@require_http_methods(["GET", "POST"])
@keeps_holidays
@fresh_sign_in
def keep_holidays(request):
    """Show the holidays of a year, and save a list once the person has confirmed what it changes."""
    form = HolidayListForm(posted(request))
    if form.is_valid() and "change" not in request.POST:
        values = form.cleaned_data
        statement = screens.compared(values["holidays"], values["confidence"], values["source"])
        if not statement.changing:
            form.add_error("holidays", refusal_sentence("holidays-unchanged"))
        elif request.POST.get("statement") == statement.mark:
            sent = {"confidence": values["confidence"], "source": values["source"]}
            message = _("The public holidays are saved.")
            run_action(request, holiday_actions.save_holidays, message, listed=values["holidays"], **sent)
            return redirect(_address_of(statement.lines[0].day.year))
        else:
            context = {"form": form, "statement": statement, "is_outdated": "statement" in request.POST}
            return render(request, "portal/holidays_confirm.html", context)
    return _holidays_of_year(request, form)


@require_POST
@keeps_holidays
@fresh_sign_in
def remove_holiday(request):
    """Make a holiday a working day again."""
    day = _asked_day(request)
    if day is None:
        return redirect("portal:keep-holidays")
    run_action(request, holiday_actions.remove_holiday, _("The day is no public holiday any more."), day=day)
    return redirect(_address_of(day.year))


def _asked_day(request):
    """Return the day that was sent, None for anything else."""
    try:
        return parse_date(parameters.word(request.POST, "day", longest=10))
    except ValueError:  # such as 30 February
        return None


def _address_of(year):
    return f"{reverse('portal:keep-holidays')}?year={year + BUDDHIST_ERA}"


def _holidays_of_year(request, form):
    years = screens.holiday_years()
    asked = parameters.number(request.GET, "year")
    year = asked - BUDDHIST_ERA if asked and asked - BUDDHIST_ERA in years.choices else years.first
    context = {
        "form": form,
        "year": year + BUDDHIST_ERA,
        "years": [choice + BUDDHIST_ERA for choice in years.choices],
        "missing": [choice + BUDDHIST_ERA for choice in years.missing],
        "holidays": list(calendar_of(year, year).holidays.values()),
        "events": screens.history_of(year),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "portal/holidays_kept.html", context, status=status)
