"""Pages of the recipients of a ceremony: added, imported, changed, renamed and removed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.pages.views.committee import chosen_assessments
from awards.ceremonies import queries as ceremonies_queries
from awards.ceremonies import words as ceremonies_words
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.documents import recipient_form as recipient_form_documents
from awards.designs import words as designs_words
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.pages.forms import import_preview
from awards.pages.forms.recipient_import import RecipientImportForm
from awards.pages.forms.recipients import RecipientForm
from awards.pages.forms.renaming import RenamingForm
from awards.pages.views.access import get_ceremony, get_recipient
from awards.printing import queries as printing_queries
from awards.printing import words as printing_words
from awards.printing.documents import checks
from awards.register import queries as register_queries
from awards.register.actions import renaming
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted, posted_with_files, run_action, run_form_action

RECIPIENT_FIELDS = (
    *("given_name", "given_recognition", "area", "by_resolution", "has_thai_digits"),
    *("with_certificate", "with_plaque", "seat", "represented_by", "pronunciation"),
)


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
        recipient_actions.add_areas,
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
    added = run_form_action(request, form, recipient_actions.add_recipient, message, ceremony=shown_ceremony)
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
        request, form, recipient_actions.change_recipient, message, recipient=shown_recipient
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
    form = RecipientImportForm(*posted_with_files(request), initial=initial)
    context = {
        "ceremony": shown_ceremony,
        "form": form,
        "schemes": ceremonies_words.SUGGESTED_RECOGNITIONS,
        "headings": ceremonies_words.IMPORT_HEADINGS.values(),
        "preview": None,
    }
    if form.is_valid():
        preview = import_preview.preview_import(
            form.cells, form.defaults, shown_ceremony, import_preview.known_headings()
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
    recipients = import_preview.confirmed_recipients(text, shown_ceremony, request.user)
    if recipients is None:
        messages.error(request, _("The preview is too old or not yours. Please check the list again."))
        return redirect("awards:import-recipients", pk)
    values = {"ceremony": shown_ceremony, "recipients": recipients}
    added = run_action(request, recipient_actions.import_recipients, "", **values)
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
    name = _("Recipients")
    return download(recipient_form_documents.recipient_form(), f"{name}.xlsx", MEDIA_TYPES["xlsx"])


@require_POST
@login_required
def check_texts(request, pk):
    """Say what is wrong with the texts of a recipient that are being typed; nothing is saved here."""
    form = RecipientForm(request.POST, ceremony=get_ceremony(request.user, pk))
    return render(request, "awards/ceremonies/checked_texts.html", {"texts": form.checked_texts})


@require_POST
@login_required
def remove_recipient(request, pk, recipient_pk):
    shown_recipient = get_recipient(request.user, pk, recipient_pk)
    message = _("Recipient taken off the list.")
    run_action(request, recipient_actions.remove_recipient, message, recipient=shown_recipient)
    return redirect(shown_recipient.ceremony)


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
