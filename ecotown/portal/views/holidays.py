"""Views of the public holidays and of the calendar from which dates are picked."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecotown.common.holidays.queries import whole_calendar
from ecotown.common.requests import parameters
from ecotown.portal import queries, words


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
