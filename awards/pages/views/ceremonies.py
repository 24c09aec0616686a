"""Pages of ceremonies and their recipients."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.pages.views.committee import chosen_assessments
from awards.ceremonies import queries as ceremonies_queries
from awards.ceremonies import words as ceremonies_words
from awards.ceremonies.actions import ceremonies as ceremony_actions
from awards.ceremonies.documents import recipient_form as recipient_form_documents
from awards.ceremonies.models import Ceremony
from awards.designs import words as designs_words
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.pages.forms import recipient_import
from awards.pages.forms.ceremonies import AddableListForm, CeremonyForm, RecipientForm
from awards.pages.forms.renaming import RenamingForm
from awards.pages.views.access import PERMISSION, get_ceremony, get_recipient
from awards.printing import queries as printing_queries
from awards.printing import words as printing_words
from awards.printing.documents import checks
from awards.printing.domain import PackageKind
from awards.register import queries as register_queries
from awards.register.actions import renaming
from awards.verification.queries.awards import awards_by_number
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted, posted_with_files, run_action, run_form_action

PAGE = "awards/ceremonies/ceremony_detail.html"
CHOICES = ("all", "none", "new")
CEREMONY_FIELDS = (
    *("name", "date", "place", "presiding", "presiding_position", "fiscal_year"),
    *("with_certificate", "with_plaque", "starts_at", "seconds_each"),
)
RECIPIENT_FIELDS = (
    *("given_name", "given_recognition", "area", "by_resolution", "has_thai_digits"),
    *("with_certificate", "with_plaque", "seat", "represented_by", "pronunciation"),
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


@require_POST
@login_required
def add_areas(request, pk):
    """Append the ticked areas to the list."""
    shown_ceremony, chosen = get_ceremony(request.user, pk), chosen_assessments(request)
    message = ngettext("%(count)s area added.", "%(count)s areas added.", len(chosen)) % {
        "count": len(chosen)
    }
    receives = {
        name: parameters.word(request.POST, name) == "1" for name in ("with_certificate", "with_plaque")
    }
    run_action(
        request,
        ceremony_actions.add_areas,
        message,
        ceremony=shown_ceremony,
        assessments=chosen,
        **receives,
    )
    return redirect(shown_ceremony)


@require_http_methods(["GET", "POST"])
@login_required
def add_recipient(request, pk):
    shown_ceremony = get_ceremony(request.user, pk)
    initial = {name: getattr(shown_ceremony, name) for name in ("with_certificate", "with_plaque")}
    form = RecipientForm(posted(request), initial=initial, ceremony=shown_ceremony)
    message = _("Recipient added.")
    added = run_form_action(request, form, ceremony_actions.add_recipient, message, ceremony=shown_ceremony)
    if added:
        _warn_unprintable(request, added)
        return redirect(shown_ceremony)
    context = {"form": form, "ceremony": shown_ceremony, "schemes": ceremonies_words.SUGGESTED_RECOGNITIONS}
    return render(request, "awards/ceremonies/recipient_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def recipient(request, pk, recipient_pk):
    """Show and change a recipient: name, recognition, seat, pronunciation."""
    shown_recipient = get_recipient(request.user, pk, recipient_pk)
    initial = {name: getattr(shown_recipient, name) for name in RECIPIENT_FIELDS}
    is_issued = ceremonies_queries.has_valid_awards(shown_recipient)
    form = RecipientForm(
        posted(request),
        initial=initial,
        ceremony=shown_recipient.ceremony,
        recipient=shown_recipient,
        is_issued=is_issued,
    )
    message = _("Recipient saved.")
    changed = run_form_action(
        request, form, ceremony_actions.change_recipient, message, recipient=shown_recipient
    )
    if changed:
        _warn_unprintable(request, changed)
        return redirect(shown_recipient.ceremony)
    context = {
        "form": form,
        "ceremony": shown_recipient.ceremony,
        "recipient": shown_recipient,
        "awards": register_queries.valid_awards_of(shown_recipient),
        "schemes": ceremonies_words.SUGGESTED_RECOGNITIONS,
        "may_remove": not ceremonies_queries.is_kept(shown_recipient),
        "stays_on_list": ceremonies_words.REFUSALS["recipient-issued"],
    }
    context["designs"] = _designs_of(shown_recipient)
    return render(request, "awards/ceremonies/recipient_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def rename_recipient(request, pk, recipient_pk):
    """Correct what is printed of a recipient and replace its valid awards, with one reason."""
    shown_recipient = get_recipient(request.user, pk, recipient_pk)
    awards = list(register_queries.valid_awards_of(shown_recipient))
    if not awards and request.method != "POST":
        return redirect("awards:recipient", pk, recipient_pk)
    initial = {name: getattr(shown_recipient, name) for name in RECIPIENT_FIELDS}
    form = RenamingForm(
        posted(request), initial=initial, ceremony=shown_recipient.ceremony, recipient=shown_recipient
    )
    message = _("The name is corrected, and the replacements are being made.")
    if run_form_action(request, form, renaming.rename_and_replace, message, recipient=shown_recipient):
        return redirect("awards:recipient", pk, recipient_pk)
    context = {
        "form": form,
        "ceremony": shown_recipient.ceremony,
        "recipient": shown_recipient,
        "awards": awards,
        "schemes": ceremonies_words.SUGGESTED_RECOGNITIONS,
    }
    return render(request, "awards/ceremonies/recipient_rename.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def import_recipients(request, pk):
    """Show the form of a list of recipients and the preview of what it would add; nothing is saved here."""
    shown_ceremony = get_ceremony(request.user, pk)
    initial = {name: getattr(shown_ceremony, name) for name in ("with_certificate", "with_plaque")}
    form = recipient_import.RecipientImportForm(*posted_with_files(request), initial=initial)
    context = {
        "ceremony": shown_ceremony,
        "form": form,
        "schemes": ceremonies_words.SUGGESTED_RECOGNITIONS,
        "headings": ceremonies_words.IMPORT_HEADINGS.values(),
        "preview": None,
    }
    if form.is_valid():
        preview = recipient_import.preview_import(
            form.cells, form.defaults, shown_ceremony, recipient_import.known_headings()
        )
        context["preview"] = preview
        context["confirmation"] = preview.confirmation(shown_ceremony, request.user)
    return render(request, "awards/ceremonies/recipient_import.html", context)


@require_POST
@login_required
def confirm_import(request, pk):
    """Add the recipients of the preview to the list."""
    shown_ceremony = get_ceremony(request.user, pk)
    text = parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    recipients = recipient_import.confirmed_recipients(text, shown_ceremony, request.user)
    if recipients is None:
        messages.error(request, _("The preview is too old or not yours. Please check the list again."))
        return redirect("awards:import-recipients", pk)
    values = {"ceremony": shown_ceremony, "recipients": recipients}
    added = run_action(request, ceremony_actions.import_recipients, "", **values)
    if added is None:
        return redirect("awards:import-recipients", pk)
    if added is True:  # a list that was added already
        messages.info(request, _("Everybody in it is on the list already."))
    else:
        sentence = ngettext("%(count)s recipient added.", "%(count)s recipients added.", len(added))
        messages.success(request, sentence % {"count": len(added)})
    return redirect(shown_ceremony)


@require_safe
@login_required
def recipient_form(request, pk):
    """Send the Excel form in which a list of recipients is filled in."""
    get_ceremony(request.user, pk)
    return download(recipient_form_documents.recipient_form(), "recipients.xlsx", MEDIA_TYPES["xlsx"])


@require_POST
@login_required
def check_texts(request, pk):
    """Say what is wrong with the texts of a recipient that are being typed; nothing is saved here."""
    form = RecipientForm(request.POST, ceremony=get_ceremony(request.user, pk))
    return render(request, "awards/ceremonies/checked_texts.html", {"texts": form.checked_texts})


def _warn_unprintable(request, recipient):
    """Say why the awards of a saved recipient cannot be printed, if they cannot."""
    run_sheet = printing_queries.run_sheet_of(recipient.ceremony)
    faults = [award for award in checks.checked_awards(run_sheet, {recipient.pk}) if award.error]
    if faults:
        messages.warning(
            request,
            _("Saved, but it cannot be printed yet: %(reasons)s")
            % {"reasons": printing_words.omission_descriptions(faults)},
        )


def _designs_of(recipient):
    """Return the designs of a recipient's awards, as (label, design or None)."""
    return [
        (designs_words.DESIGN_LABELS[column], getattr(recipient.ceremony, column))
        for column, (kind, purpose) in DESIGN_FIELDS.items()
        if purpose == recipient.purpose and kind in recipient.award_kinds
    ]


@require_POST
@login_required
def remove_recipient(request, pk, recipient_pk):
    shown_recipient = get_recipient(request.user, pk, recipient_pk)
    message = _("Recipient taken off the list.")
    run_action(request, ceremony_actions.remove_recipient, message, recipient=shown_recipient)
    return redirect(shown_recipient.ceremony)
