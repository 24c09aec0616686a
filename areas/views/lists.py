"""Pages of groups of areas and of the announcements that named areas."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas import queries
from areas.actions import announcements as announcement_actions
from areas.actions import groups as group_actions
from areas.actions import lists as list_actions
from areas.forms.parts import AnnouncementForm, AreaGroupForm
from areas.models import Announcement, AreaGroup
from areas.views.access import form_page, keeps_register
from ecotown.common.requests.downloads import cached_download
from ecotown.common.steps.running import posted, posted_with_files, run_action


@require_POST
@keeps_register
def load_public_list(request):
    """Load what comes with the portal: provinces, public holidays, the areas that public sources name."""
    run_action(request, list_actions.load_public_list, _("The public list is loaded."))
    return redirect("areas:list")


@require_safe
@keeps_register
def groups(request):
    return render(request, "areas/group_list.html", {"groups": queries.groups_with_counts()})


@require_http_methods(["GET", "POST"])
@keeps_register
def add_group(request):
    return _group_page(request, AreaGroupForm(posted(request)), None, _("New group of areas"))


@require_http_methods(["GET", "POST"])
@keeps_register
def change_group(request, group_pk):
    group = get_object_or_404(AreaGroup, pk=group_pk)
    initial = {name: getattr(group, name) for name in ("name_th", "name_en", "source")}
    form = AreaGroupForm(posted(request), initial=initial)
    return _group_page(request, form, group, _("Change the group"))


@require_safe
@keeps_register
def announcements(request):
    context = {"announcements": queries.announcements_with_counts()}
    return render(request, "areas/announcement_list.html", context)


@require_http_methods(["GET", "POST"])
@keeps_register
def add_announcement(request):
    form = AnnouncementForm(*posted_with_files(request))
    return _announcement_page(request, form, None, _("New announcement"))


@require_http_methods(["GET", "POST"])
@keeps_register
def change_announcement(request, announcement_pk):
    row = get_object_or_404(Announcement, pk=announcement_pk)
    initial = {name: getattr(row, name) for name in ("title", "number", "announced_on")}
    form = AnnouncementForm(*posted_with_files(request), initial=initial)
    return _announcement_page(request, form, row, _("Change the announcement"))


@require_safe
def announcement_file(request, announcement_pk):
    """Send the file of an announcement to everybody."""
    row = get_object_or_404(Announcement.objects.exclude(file=""), pk=announcement_pk)
    return cached_download(request, row.file, row.file_name, "application/pdf", sha256=row.sha256)


def _group_page(request, form, group, title):
    context = {
        "title": title,
        "list_url": "areas:groups",
        "list_title": _("Groups of areas"),
        "lead": _("Areas are put into a group on their own pages, each with the source that says so."),
    }
    run = (group_actions.save_group, _("The group is saved."), {"group": group})
    return form_page(request, form, context, run=run, then=("areas:groups",))


def _announcement_page(request, form, announcement, title):
    context = {
        "title": title,
        "list_url": "areas:announcements",
        "list_title": _("Announcements"),
        "announcement": announcement,
        "lead": _("Which areas an announcement named is entered on the pages of these areas."),
    }
    run = (_save_announcement, _("The announcement is saved."), {"announcement": announcement})
    return form_page(request, form, context, run=run, then=("areas:announcements",))


def _save_announcement(*, announcement, file, by, **values):
    return announcement_actions.save_announcement(announcement=announcement, upload=file, by=by, **values)
