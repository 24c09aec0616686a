"""Context processors: navigation entries, the guide and the demonstration notice."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from assessments.workflow.models import Cycle
from ecotown.accounts.pages import page_at
from ecotown.configuration.registry import SETTINGS_PAGES
from ecotown.portal.screens.set_up import IN_SET_UP

AUDIT_PAGES = frozenset(
    f"assessments:{name}"
    for name in (
        "audit",
        "audit-indicator",
        "verdict",
        "accept-rest",
        "return",
        "pass",
        "recommend",
        "recuse",
    )
)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry of the navigation."""

    label: str
    url: str
    is_current: bool


def navigation(request):
    """Return `navigation_entries` and `guide_url` for this user, and `page_url`, that of the page; all lazy.

    `settings_url` is the menu of administrators, for pages in the rooms below.

    A page shown in answer to a form may be at a URL that only accepts POST; `page_url` is then the page
    above it. `guide_url` is the guide of the person's role, for a visitor the list of guides.
    """
    return {
        "navigation_entries": SimpleLazyObject(lambda: _navigation_entries(request)),
        "guide_url": SimpleLazyObject(lambda: _guide_url(request)),
        "settings_url": reverse("portal:settings"),
        "page_url": SimpleLazyObject(
            lambda: page_at(request.get_full_path(), request) or reverse("portal:home")
        ),
    }


def way_back(request):
    """Return `set_up_url`: the set-up, on other pages for who came from it and has steps left; no query."""
    return {"set_up_url": SimpleLazyObject(lambda: _set_up_url(request))}


def demonstration(request):
    """Return `demonstration`: whether any cycle holds demonstration values, which every page then says."""
    return {"demonstration": SimpleLazyObject(Cycle.objects.filter(is_demonstration=True).exists)}


def _navigation_entries(request):
    user = getattr(request, "user", None)
    manages_criteria = user and user.has_perm("indicators.list_editions")
    criteria = "indicators:edition-list" if manages_criteria else "indicators:criteria-list"
    entries = [(_("Areas"), reverse("portal:home")), (_("Criteria"), reverse(criteria))]
    opens_settings = user and user.has_perm("configuration.open_settings")
    if not opens_settings:  # administrators have the most entries, and this one on the first page
        entries.append((_("Verify a certificate"), reverse("awards:enter-code")))
    if user and user.is_authenticated:
        entries.insert(0, (_("My work"), reverse("assessments:list")))
        if user.has_perm("assessments.list_audits"):
            entries.insert(1, (_("Audits"), reverse("assessments:audits")))
        if user.has_perm("assessments.list_committee"):
            entries.insert(2, (_("Committee"), reverse("assessments:committee")))
        if user.has_perm("awards.hold_ceremonies"):
            entries.insert(3, (_("Ceremonies"), reverse("awards:ceremonies")))
        if opens_settings:
            entries.append((_("System settings"), reverse("portal:settings")))
    current = _current(_place(request), [url for _label, url in entries])
    return [NavigationEntry(label, url, url == current) for label, url in entries]


def _set_up_url(request):
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated and IN_SET_UP in request.session):
        return ""
    url = reverse("portal:set-up")
    return "" if request.path == url else url


def _place(request):
    """Return the URL that the entries are compared with.

    Pages of one audit belong to the list of audits, and those of the menu of settings to the settings.
    """
    match = request.resolver_match
    if match is not None and match.view_name in AUDIT_PAGES:
        return reverse("assessments:audits")
    if any(request.path.startswith(reverse(page.url_name)) for page in SETTINGS_PAGES):
        return reverse("portal:settings")
    return request.path


def _guide_url(request):
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        return reverse("portal:guide", args=[user.role])
    return reverse("portal:guides")


def _current(path, urls):
    """Return the longest URL in `urls` that `path` begins with; home only when `path` is home."""
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(matching, key=len, default=None)
