"""The papers that a person asked for: asking, waiting, taking along."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments import actions, labels, queries
from assessments.domain.papers import KINDS, Package
from assessments.domain.workflow import WorkflowError
from assessments.models import Assessment, Paper
from assessments.views.assessments import do
from ecotown.common import parameters
from ecotown.common.uploads import MEDIA_TYPES

MOST_AT_ONCE = 100
PERMISSIONS = {
    Package.DOSSIER: "assessments.ask_dossier",
    Package.AUDIT_REPORT: "assessments.ask_audit_report",
    Package.CHECKLIST: "assessments.ask_checklist",
}


@require_safe
@login_required
def paper_list(request):
    """What the user asked for, the newest first; asks again while something is being made."""
    papers = queries.papers_of(request.user)
    context = {"papers": papers, "is_waiting": any(paper.is_waiting for paper in papers)}
    template = "assessments/paper_list.html"
    return render(request, f"{template}#papers" if request.htmx else template, context)


@require_POST
@login_required
def ask_for_papers(request):
    """Have a package made for one assessment or for several."""
    package = _package(request)
    asked = parameters.keys(request.POST, "assessment")
    if not asked:
        messages.error(request, _("Please choose at least one area."))
        return redirect("assessments:papers")
    found = list(
        Assessment.objects.visible_to(request.user)
        .select_related("area__province")
        .filter(pk__in=sorted(asked)[:MOST_AT_ONCE])
    )
    if len(found) != len(asked):
        raise Http404
    if not all(request.user.has_perm(PERMISSIONS[package], one) for one in found):
        raise PermissionDenied
    done = 0
    for assessment in found:
        try:
            actions.ask_for_papers(assessment=assessment, package=package, by=request.user)
            done += 1
        except WorkflowError as error:
            messages.error(request, f"{assessment}: {labels.refusal(error.code)}")
    if done:
        sentence = ngettext("Asked for %(number)s area.", "Asked for %(number)s areas.", done)
        messages.success(request, sentence % {"number": done})
    return redirect("assessments:papers")


@require_POST
@login_required
def retry_paper(request, paper_pk):
    paper = get_paper(request.user, paper_pk)
    do(request, actions.retry_paper, _("The paper is being made."), paper=paper)
    return redirect("assessments:papers")


@require_safe
@login_required
def download_paper(request, paper_pk):
    """The file, only to whom asked for it, and only while they may still ask for it."""
    paper = get_paper(request.user, paper_pk)
    if not paper.is_open or not paper.file.storage.exists(paper.file.name):
        messages.error(request, _("This paper is no longer there. Please ask for it again."))
        return redirect("assessments:papers")
    response = FileResponse(
        paper.file.open(),
        as_attachment=True,
        filename=queries.paper_name(paper),
        content_type=MEDIA_TYPES[paper.suffix],
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def get_paper(user, paper_pk):
    """404 for the papers of others and outside what the user may see, 403 when the right was lost."""
    papers = Paper.objects.visible_to(user).select_related("assessment__area__province", "assessment__cycle")
    paper = get_object_or_404(papers, pk=paper_pk)
    package = next(one for one, kinds in KINDS.items() if paper.kind in kinds)
    may_read = not paper.is_internal or user.has_perm("assessments.read_audit", paper.assessment)
    if not (may_read and user.has_perm(PERMISSIONS[package], paper.assessment)):
        raise PermissionDenied
    return paper


def _package(request):
    try:
        return Package(parameters.word(request.POST, "package"))
    except ValueError as error:
        raise BadRequest("unknown package") from error
