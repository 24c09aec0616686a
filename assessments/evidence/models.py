"""Files of evidence, and their citations for indicators."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.evidence import words
from assessments.evidence.guards import (
    CITATION_IS_LOCKED,
    FILE_IS_LOCKED,
    FILE_IS_REMOVED_OR_RESTORED,
    FILE_IS_REPLACED,
    WAS_SUBMITTED,
)
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from ecotown.common.files.uploads import IMAGES, NAME_LENGTH, FileKind
from ecotown.common.queue.work_rows import WorkQuerySet, WorkRow
from indicators.editions.models import Indicator

LOCKED = "the evidence of a submitted assessment is never changed"

# Three attempts on a busy machine take less; after this time no worker seems to run.
LATE = timedelta(minutes=15)
UNFINISHED = Q(examination="waiting") | Q(scan="waiting") | Q(preview="waiting")


def storage_name(evidence, _name):
    """Return the storage path of a file; it contains nothing that a person typed."""
    return f"{evidence.media_folder}/{evidence.assessment_id}/{uuid4().hex}"


class EvidenceQuerySet(WorkQuerySet):
    def visible_to(self, user):
        """Return the files of assessments that the user may see."""
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def citable(self):
        """Return the files that the province may cite for an indicator."""
        refused = Q(scan=Evidence.Scan.INFECTED) | Q(examination=Evidence.Examination.REFUSED)
        return self.of_province().exclude(refused)

    def of_province(self):
        """Return the files that the province added and did not remove."""
        return self.filter(visit__isnull=True, removed_at__isnull=True)

    def waiting(self):
        """Return the files that a worker still has to examine, scan or preview."""
        return self.filter(UNFINISHED)


class Evidence(WorkRow):
    """หลักฐาน: a file that the province added to an assessment. Its content is never replaced.

    A file with a `visit` is a photograph of it by the assessor; the province can see but not change it.

    A picture is first examined by a worker: the sent file, in `received`, is rewritten as `file`, or refused;
    `received` is never served. Then the worker scans the file and makes its preview; `attempts`
    counts how often it died, or time or memory ran out, in the present step. Before the first submission an
    uncited file can be deleted; later it is only marked as removed, because an assessor may have seen it.
    """

    media_folder = "evidence"
    queue = settings.FILES_QUEUE

    class Examination(models.TextChoices):
        WAITING = "waiting", _("The file is being examined")
        KEPT = "kept", _("Examined and kept")
        REFUSED = "refused", _("Not kept")

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", _("Not scanned for viruses")
        WAITING = "waiting", _("Waiting for the virus scan")
        CLEAN = "clean", _("Scanned, nothing found")
        INFECTED = "infected", _("A virus was found")

    class Preview(models.TextChoices):
        WAITING = "waiting", _("Preview is being made")
        READY = "ready", _("Preview ready")
        NONE = "none", _("No preview")
        FAILED = "failed", _("The preview cannot be shown. Please check the file.")

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    visit = models.ForeignKey("assessments.SiteVisit", models.PROTECT, null=True, related_name="photos")
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    kind = models.CharField(_("kind"), max_length=5, choices=[(kind.value, kind.name) for kind in FileKind])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sent_sha256 = models.CharField(_("SHA-256 of the file as it was sent"), max_length=64)
    received = models.FileField(_("file as it was sent"), upload_to=storage_name, blank=True)
    file = models.FileField(_("file"), upload_to=storage_name, blank=True)
    examination = models.CharField(_("examination"), max_length=8, choices=Examination.choices)
    refusal = models.CharField(_("reason of the refusal"), max_length=20, blank=True)
    is_first_frame = models.BooleanField(_("first frame of an animation"), default=False)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan.choices)
    finding = models.CharField(_("what the virus scan found"), max_length=200, blank=True)
    preview = models.CharField(_("preview"), max_length=8, choices=Preview.choices)
    thumbnail = models.FileField(_("thumbnail"), upload_to=storage_name, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploaded_evidence"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="removed_evidence"
    )
    removed_at = models.DateTimeField(_("removed at"), null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "sent_sha256"],
                condition=Q(removed_at__isnull=True) & ~Q(examination="refused"),
                name="evidence_once_in_assessment",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FileKind]), name="evidence_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(examination="waiting", sha256="", file="", refusal="") & ~Q(received="")
                | Q(examination="kept", received="", refusal="") & ~Q(sha256="") & ~Q(file="")
                | Q(examination="refused", received="", sha256="", file="") & ~Q(refusal=""),
                name="evidence_kept_once_examined",
            ),
            models.CheckConstraint(
                condition=(Q(scan="infected") & ~Q(finding=""))
                | Q(scan__in=["not-scanned", "waiting", "clean"], finding=""),
                name="evidence_infected_has_finding",
            ),
            models.CheckConstraint(
                condition=(Q(preview="ready") & ~Q(thumbnail=""))
                | Q(preview__in=["waiting", "none", "failed"], thumbnail=""),
                name="evidence_ready_has_thumbnail",
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
                name="evidence_removed_by_and_at",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
            Guard(name="evidence_is_locked", refuses=["insert"], message=LOCKED, when=FILE_IS_LOCKED),
            Guard(
                name="evidence_is_never_replaced",
                refuses=["update"],
                message="a file of evidence is never replaced, nor removed once it was handed in",
                when=f"{FILE_IS_REPLACED} OR ({FILE_IS_REMOVED_OR_RESTORED} AND {FILE_IS_LOCKED})",
            ),
            Guard(
                name="evidence_is_kept",
                refuses=["delete"],
                message="what an assessor may have seen is never deleted",
                when=WAS_SUBMITTED,
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessments:evidence-file", args=[self.assessment_id, self.pk])

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_servable(self) -> bool:
        """Whether people may open the file: it is examined and kept, and no scan waits or found a virus."""
        return self.is_kept and self.scan in {self.Scan.NOT_SCANNED, self.Scan.CLEAN}

    @property
    def is_citable(self) -> bool:
        """Whether the province may cite the file for an indicator, as `citable` says of rows."""
        return self.visit_id is None and not self.is_removed and not self.is_worthless

    @property
    def is_worthless(self) -> bool:
        """Whether it was not kept, or has a virus, and so proves nothing."""
        return self.is_refused or self.scan == self.Scan.INFECTED

    @property
    def cited_codes(self) -> set[str]:
        """The codes of the indicators that it is cited for."""
        return {citation.indicator.code for citation in self.citations.all()}

    @property
    def is_uncited(self) -> bool:
        """Whether it proves nothing although it could."""
        return not self.is_worthless and not self.citations.all()

    @property
    def is_unscanned(self) -> bool:
        """Whether no virus scan has looked at it."""
        return not self.is_refused and self.scan in {self.Scan.NOT_SCANNED, self.Scan.WAITING}

    @property
    def is_kept(self) -> bool:
        return self.examination == self.Examination.KEPT

    @property
    def is_refused(self) -> bool:
        return self.examination == self.Examination.REFUSED

    @property
    def refusal_reason(self) -> str:
        """Why the file was not kept, in words."""
        return str(words.PICTURE_REFUSALS[self.refusal]) if self.is_refused else ""

    @property
    def first_frame_note(self) -> str:
        return str(words.FIRST_FRAME)

    @property
    def is_rewritten(self) -> bool:
        """Whether the kept file differs from the sent one: a rewritten picture."""
        return self.is_kept and self.sha256 != self.sent_sha256

    @property
    def is_shown(self) -> bool:
        """Whether a browser shows the file beside its value."""
        return self.is_servable and self.kind in {FileKind.PDF, *IMAGES}

    @property
    def is_unexamined(self) -> bool:
        return self.examination == self.Examination.WAITING

    @property
    def is_unfinished(self) -> bool:
        """Whether a worker still has to examine, scan or preview the file."""
        return "waiting" in {self.examination, self.scan, self.preview}

    @property
    def is_late(self) -> bool:
        """Whether the preparation takes longer than workers ever need."""
        return self.is_unfinished and self.uploaded_at < timezone.now() - LATE

    @property
    def state_in_words(self) -> str:
        """Why the file cannot be opened, in words."""
        return str(self.get_scan_display() if self.is_kept else self.get_examination_display())

    @property
    def notes(self) -> list[str]:
        """Notes that a reader of the file should know, one sentence each."""
        examined = {
            self.Examination.WAITING: [str(self.get_examination_display())],
            self.Examination.REFUSED: [f"{self.get_examination_display()}: {self.refusal_reason}"],
        }.get(self.examination, [])
        frame = [self.first_frame_note] if self.is_first_frame else []
        return examined + frame + ([str(self.get_preview_display())] if self.is_without_preview else [])

    @property
    def is_without_preview(self) -> bool:
        """Whether making the preview failed."""
        return self.is_servable and self.preview == self.Preview.FAILED


class Citation(models.Model):
    """การอ้างหลักฐาน: a file cited as proof for the value of an indicator, with page and note.

    `expected` is the item of the indicator's expected evidence, empty for none.
    """

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="citations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="citations")
    expected = models.CharField(_("expected evidence"), max_length=300, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="citations")
    cited_at = models.DateTimeField(_("cited at"))

    class Meta:
        verbose_name = _("citation")
        ordering = ["indicator_id", "cited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "indicator", "expected", "page"], name="citation_once_a_page"
            ),
            Guard(
                name="citation_is_locked",
                refuses=["insert", "delete"],
                message=LOCKED,
                when=CITATION_IS_LOCKED,
            ),
            Guard(name="citation_stays", refuses=["update"], message="a citation is never changed"),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.evidence_id}"
