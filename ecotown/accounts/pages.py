"""Addresses of ours that show a page: where somebody goes on after signing in."""

import inspect
from collections.abc import Callable, Collection
from urllib.parse import unquote, urlsplit, urlunsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

ANY_METHOD = frozenset({"GET", "POST"})


def page_left(request: HttpRequest) -> str:
    """The page a person was on when they sent the request; empty when nothing tells.

    A script of the page and a form say it in a header; a link leads to the page itself.
    """
    if request.htmx:
        left = request.htmx.current_url
    elif request.method in {"GET", "HEAD"}:
        left = request.get_full_path()
    else:
        left = request.headers.get("Referer")
    return page_at(left, request) or page_at(request.path, request)


def page_at(address: str | None, request: HttpRequest) -> str:
    """Path and query of the page at an address of ours, or of the nearest page above it.

    An address that only takes POST shows nothing: the page above it stands for it. Empty for an address of
    another host, and where only the first page of the portal is above.
    """
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=hosts, require_https=request.is_secure()):
        return ""
    _scheme, _host, path, query, _fragment = urlsplit(address)
    if shows_page(path):
        return urlunsplit(("", "", path, query, ""))
    above = path.rstrip("/").rpartition("/")[0]
    while above:
        if shows_page(f"{above}/"):
            return f"{above}/"
        above = above.rpartition("/")[0]
    return ""


def shows_page(path: str) -> bool:
    """Whether a view of ours takes GET at this path."""
    try:
        view = resolve(unquote(path)).func
    except Resolver404:
        return False
    return "GET" in _methods(view)


def _methods(view: Callable) -> Collection[str]:
    """What the decorators of `django.views.decorators.http`, or the class of the view, let through."""
    if view_class := getattr(view, "view_class", None):
        return {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
    while view:
        limits = inspect.getclosurevars(view).nonlocals
        if "request_method_list" in limits:
            return limits["request_method_list"]
        view = getattr(view, "__wrapped__", None)
    return ANY_METHOD
