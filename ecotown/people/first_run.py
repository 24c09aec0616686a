"""Leads every visitor of a new installation to its set-up, as long as nobody administers it."""

from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from ecotown.people.queries.first_run import has_administrators

SET_UP = "people:first-administrator"
# Pages that the set-up itself needs.
OPEN_PAGES = frozenset({SET_UP, "set_language"})


class FirstRunMiddleware(MiddlewareMixin):
    """Redirects pages to the set-up; once there was an administrator, no process asks again."""

    is_set_up = False

    def process_view(self, request, _view, _arguments, _named):
        if FirstRunMiddleware.is_set_up or request.method not in {"GET", "HEAD"}:
            return None
        if request.resolver_match.view_name in OPEN_PAGES:
            return None
        if has_administrators():
            FirstRunMiddleware.is_set_up = True
            return None
        return redirect(SET_UP)
