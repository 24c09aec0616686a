"""URLs of the portal that show a page, to which a person returns after signing in."""

import inspect
from collections.abc import Callable, Collection
from urllib.parse import unquote, urlsplit, urlunsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

ANY_METHOD = frozenset({"GET", "POST"})


def previous_page(request: HttpRequest) -> str:
    """Return the page that the request was sent from, an empty string when it is unknown.

    htmx and forms name it in a header; for a GET request it is the requested page itself.
    """
    if request.htmx:
        address = request.htmx.current_url
    elif request.method in {"GET", "HEAD"}:
        address = request.get_full_path()
    else:
        address = request.headers.get("Referer")
    return page_at(address, request) or page_at(request.path, request)


def page_at(address: str | None, request: HttpRequest) -> str:
    """Return path and query of the page at `address`, or the path of the nearest page above it.

    A URL that only accepts POST shows no page, so the page above it is returned. Empty for a URL of another
    host, and where only the home page is above.
    """
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=hosts, require_https=request.is_secure()):
        return ""
    _scheme, _host, path, query, _fragment = urlsplit(address)
    if shows_page(path):
        return urlunsplit(("", "", path, query, ""))
    parent = path.rstrip("/").rpartition("/")[0]
    while parent:
        if shows_page(f"{parent}/"):
            return f"{parent}/"
        parent = parent.rpartition("/")[0]
    return ""


def shows_page(path: str) -> bool:
    """Return whether a view of the portal accepts GET at `path`."""
    try:
        view = resolve(unquote(path)).func
    except Resolver404:
        return False
    return "GET" in _methods(view)


def _methods(view: Callable) -> Collection[str]:
    """Return the HTTP methods that the view's class or its `require_http_methods` decorator accepts."""
    if view_class := getattr(view, "view_class", None):
        return {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
    while view:
        limits = inspect.getclosurevars(view).nonlocals
        if "request_method_list" in limits:
            return limits["request_method_list"]
        view = getattr(view, "__wrapped__", None)
    return ANY_METHOD
