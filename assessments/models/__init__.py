"""Models of assessments: cycles, entries, evidence, audits, resolutions, corrections, reports."""

from assessments.models.assessments import Assessment, AssessmentQuerySet, ComputedLevel, Resolution
from assessments.models.audits import Assignment, Return, ReturnedIndicator, Verdict, VerdictInput
from assessments.models.comments import Comment, InternalNote, Look, Thread
from assessments.models.committee import AgendaItem, Meeting, Minutes, Reconsideration
from assessments.models.corrections import CorrectedLevel, Correction, Erratum, ErratumInput, Question
from assessments.models.cycles import Cycle
from assessments.models.entries import Entry, EntryInput
from assessments.models.evidence import Citation, Evidence
from assessments.models.papers import Paper
from assessments.models.plans import PlanTarget, PlanTargetInput
from assessments.models.remarks import Note, WarningAnswer
from assessments.models.visits import SiteVisit, VisitFinding

__all__ = [
    "AgendaItem",
    "Assessment",
    "AssessmentQuerySet",
    "Assignment",
    "Citation",
    "Comment",
    "ComputedLevel",
    "CorrectedLevel",
    "Correction",
    "Cycle",
    "Entry",
    "EntryInput",
    "Erratum",
    "ErratumInput",
    "Evidence",
    "InternalNote",
    "Look",
    "Meeting",
    "Minutes",
    "Note",
    "Paper",
    "PlanTarget",
    "PlanTargetInput",
    "Question",
    "Reconsideration",
    "Resolution",
    "Return",
    "ReturnedIndicator",
    "SiteVisit",
    "Thread",
    "Verdict",
    "VerdictInput",
    "VisitFinding",
    "WarningAnswer",
]
