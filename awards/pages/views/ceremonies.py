"""Pages of ceremonies: their list, one of them, planned, changed and cancelled."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.ceremonies import queries as ceremonies_queries
from awards.ceremonies import words as ceremonies_words
from awards.ceremonies.actions import ceremonies as ceremony_actions
from awards.ceremonies.models import Ceremony
from awards.designs import words as designs_words
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.pages.forms.ceremonies import AddableListForm, CeremonyForm
from awards.pages.views.access import PERMISSION, get_ceremony
from awards.printing import queries as printing_queries
from awards.printing import words as printing_words
from awards.printing.domain import PackageKind
from awards.verification.queries.awards import awards_by_number
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action, run_form_action

PAGE = "awards/ceremonies/ceremony_detail.html"
CHOICES = ("all", "none", "new")
CEREMONY_FIELDS = (
    *("name", "date", "place", "presiding", "presiding_position", "fiscal_year"),
    *("with_certificate", "with_plaque", "starts_at", "seconds_each"),
)


@require_safe
@login_required
def ceremony_list(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    number = parameters.word(request.GET, "number", longest=40)
    context = {
        "ceremonies": Ceremony.objects.visible_to(request.user).with_counts(),
        "typed_number": number,
        "found_awards": awards_by_number(number, request.user) if number else [],
    }
    return render(request, "awards/ceremonies/ceremony_list.html", context)


@require_safe
@login_required
def ceremony(request, pk):
    """Show the recipients in call order, print runs and packages of a ceremony."""
    shown_ceremony = get_ceremony(request.user, pk)
    run_sheet = printing_queries.run_sheet_of(shown_ceremony)
    packages = printing_queries.packages_of_user(shown_ceremony, request.user)
    runs = list(shown_ceremony.runs.with_counts()[:10])
    addable = ceremonies_queries.addable_assessments(shown_ceremony, request.user)
    form = AddableListForm(request.GET, anchor="addable", provinces=ceremonies_queries.provinces_of(addable))
    found = list_page(ceremonies_queries.matching(addable, form.values), form)
    context = {
        "ceremony": shown_ceremony,
        "run_sheet": run_sheet,
        **_choice(run_sheet, parameters.word(request.GET, "choose")),
        "designs": [
            (column, designs_words.DESIGN_LABELS[column], row) for column, row in run_sheet.needed_designs()
        ],
        "missing_designs": printing_words.missing_designs_sentence(run_sheet.missing_designs),
        "addable": found if found.rows or form.is_narrowed else None,
        "runs": runs,
        "running_run": next((run for run in runs if run.is_running), None),
        "packages": packages,
        "package_kinds": [(kind.value, printing_words.PACKAGE_LABELS[kind]) for kind in PackageKind],
        "is_waiting": any(package.is_waiting for package in packages),
        "attendances": list(ceremonies_words.ATTENDANCES.items()),
        "may_cancel": not ceremonies_queries.has_issued_awards(shown_ceremony),
    }
    return render(request, f"{PAGE}#package-list" if request.htmx else PAGE, context)


def _choice(run_sheet, choose):
    """Return the ticked recipients and what a print run of them would make.

    Without a choice those without all their documents are ticked.
    """
    choose = choose if choose in CHOICES else "new"
    lines = {"all": run_sheet.called_lines, "none": [], "new": run_sheet.unprinted_lines}[choose]
    counts = {
        "recipients": len(lines),
        "documents": sum(len(line.printable_kinds) for line in lines),
        "numbers": sum(line.new_number_count for line in lines),
    }
    return {
        "choice": choose,
        "chosen_recipients": {line.recipient.pk for line in lines},
        # The script of the page updates the numbers when other recipients are ticked.
        "chosen_summary_template": printing_words.CHOSEN_SUMMARY,
        "chosen_summary": printing_words.CHOSEN_SUMMARY.format(**counts),
    }


@require_http_methods(["GET", "POST"])
@login_required
def plan_ceremony(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = CeremonyForm(posted(request))
    message = _("Ceremony entered. Now choose who is honoured.")
    planned = run_form_action(request, form, ceremony_actions.plan_ceremony, message)
    if planned:
        return redirect(planned)
    return render(request, "awards/ceremonies/ceremony_form.html", {"form": form, "ceremony": None})


@require_http_methods(["GET", "POST"])
@login_required
def change_ceremony(request, pk):
    shown_ceremony = get_ceremony(request.user, pk)
    initial = {name: getattr(shown_ceremony, name) for name in (*CEREMONY_FIELDS, *DESIGN_FIELDS)}
    form = CeremonyForm(posted(request), initial=initial)
    message = _("Ceremony saved.")
    if run_form_action(request, form, ceremony_actions.change_ceremony, message, ceremony=shown_ceremony):
        return redirect(shown_ceremony)
    return render(request, "awards/ceremonies/ceremony_form.html", {"form": form, "ceremony": shown_ceremony})


@require_POST
@login_required
def cancel_ceremony(request, pk):
    """Delete a ceremony of which nothing is issued."""
    shown_ceremony = get_ceremony(request.user, pk)
    message = _("The ceremony was deleted.")
    is_cancelled = run_action(request, ceremony_actions.cancel_ceremony, message, ceremony=shown_ceremony)
    return redirect("awards:ceremonies" if is_cancelled else shown_ceremony)
