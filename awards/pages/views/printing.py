"""Pages of print runs and packages: start, progress, retry, download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

from awards.pages import words as pages_words
from awards.pages.screens.printing import PrintCheck, by_cause, omissions_of_run
from awards.pages.views.access import get_ceremony
from awards.printing import queries
from awards.printing.actions import packages, runs
from awards.printing.documents import checks
from awards.printing.documents.packages import package_file_name
from awards.printing.domain import PackageKind, RunState
from awards.register.models.awards import Award
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import run_action

TEMPLATE = "awards/printing/run_detail.html"
ROWS = 50  # per page
MEDIA_TYPES_OF_PACKAGES = {**MEDIA_TYPES, "zip": "application/zip"}


def get_run(user, pk, run_pk):
    """Return a print run with its counts; 403 and 404 as in `get_ceremony`."""
    run = queries.print_run_with_counts(get_ceremony(user, pk), run_pk)
    if run is None:
        raise Http404
    return run


@require_POST
@login_required
def check_run(request, pk):
    """Show what a print run of the ticked recipients would print and what not; nothing is numbered here."""
    ceremony = get_ceremony(request.user, pk)
    chosen = parameters.keys(request.POST, "recipient")
    if running := ceremony.runs.filter(state=RunState.RUNNING).first():
        return redirect(running)
    return _shown_check(request, ceremony, chosen) or _nothing_chosen(request, ceremony)


@require_POST
@login_required
def start_run(request, pk):
    """Start a print run of the ticked recipients; a second request leads to the same run."""
    ceremony = get_ceremony(request.user, pk)
    chosen = parameters.keys(request.POST, "recipient")
    values = {"recipients": set(chosen), "shown": parameters.word(request.POST, "shown")}
    # The page of the run says how far it is, also when it has ended.
    run = run_action(request, runs.start_run, "", ceremony=ceremony, **values)
    # What can be printed has changed meanwhile: it is shown anew.
    return redirect(run) if run else _shown_check(request, ceremony, chosen, status=409) or redirect(ceremony)


def _shown_check(request, ceremony, chosen, status=200):
    """Return the page that shows what would be printed, None when that is nothing."""
    checked = checks.checked_awards(queries.run_sheet_of(ceremony), set(chosen))
    context = {"ceremony": ceremony, "check": PrintCheck(ceremony, checked), "chosen": chosen}
    return render(request, "awards/printing/run_check.html", context, status=status) if checked else None


def _nothing_chosen(request, ceremony):
    messages.error(request, pages_words.refusal("nothing-chosen"))
    return redirect(ceremony)


@require_safe
@login_required
def run(request, pk, run_pk):
    """Show the progress of a run; while it runs, htmx polls the progress bar alone."""
    shown_run = get_run(request.user, pk, run_pk)
    if request.htmx and shown_run.is_running:
        part = {"ceremony": shown_run.ceremony, "run": shown_run, "is_part": True}
        return render(request, f"{TEMPLATE}#progress", part)
    items = queries.items_of_run(shown_run)
    page = Paginator(items, ROWS).get_page(parameters.number(request.GET, "page"))
    state, omissions = Award.State, omissions_of_run(shown_run)
    context = {
        "ceremony": shown_run.ceremony,
        "run": shown_run,
        "page": page,
        "failed": items.filter(award__state=state.FAILED)[:ROWS],
        "omissions": omissions,
        "faults": by_cause(omission.now for omission in omissions if omission.now),
        "settled": [omission for omission in omissions if not omission.now],
        "mended": [omission for omission in omissions if omission.is_mended],
        "held_count": shown_run.total
        - shown_run.ready_count
        - shown_run.failed_count
        - shown_run.waiting_count,
    }
    if not request.htmx:
        return render(request, TEMPLATE, context)
    # The run has ended: the whole state replaces the progress bar, once.
    ended = render(request, f"{TEMPLATE}#state", context)
    return reswap(retarget(ended, "#run"), "outerHTML")


@require_POST
@login_required
def retry_run(request, pk, run_pk):
    """Retry all failed documents, or the one in the form data."""
    shown_run = get_run(request.user, pk, run_pk)
    award = None
    if parameters.word(request.POST, "certificate"):
        items = shown_run.items.filter(award=parameters.number(request.POST, "certificate"))
        award = get_object_or_404(items.select_related("award")).award
    run_action(request, runs.retry_run, _("The documents are being made."), run=shown_run, award=award)
    return redirect(shown_run)


@require_POST
@login_required
def cancel_run(request, pk, run_pk):
    shown_run = get_run(request.user, pk, run_pk)
    run_action(request, runs.cancel_run, _("The print run was cancelled."), run=shown_run)
    return redirect(shown_run)


@require_POST
@login_required
def request_package(request, pk):
    ceremony = get_ceremony(request.user, pk)
    try:
        kind = PackageKind(parameters.word(request.POST, "kind"))
    except ValueError as error:
        raise BadRequest("unknown package") from error
    run_action(request, packages.request_package, _("The file is being made."), ceremony=ceremony, kind=kind)
    return redirect(f"{ceremony.get_absolute_url()}#packages")


@require_POST
@login_required
def retry_package(request, pk, package_pk):
    package = get_package(request.user, pk, package_pk)
    run_action(request, packages.retry_package, _("The file is being made."), package=package)
    return redirect(f"{package.ceremony.get_absolute_url()}#packages")


@require_safe
@never_cache
@login_required
def download_package(request, pk, package_pk):
    """Send the file of a package to its owner until it expires."""
    package = get_package(request.user, pk, package_pk)
    if not package.is_open:
        raise Http404
    name = package_file_name(PackageKind(package.kind), package.ceremony)
    return download(package.file, name, MEDIA_TYPES_OF_PACKAGES[package.suffix])


def get_package(user, pk, package_pk):
    """Return a package of the user; 404 for packages of others."""
    owned = get_ceremony(user, pk).packages.filter(owner=user).select_related("ceremony")
    return get_object_or_404(owned, pk=package_pk)
