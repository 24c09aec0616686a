"""The rows of assessments: the rounds, the assessments, what was entered, said about it, proves it."""

from assessments.models.assessments import Assessment, AssessmentQuerySet, ComputedLevel, Resolution
from assessments.models.audits import Assignment, Return, ReturnedIndicator, Verdict, VerdictInput
from assessments.models.comments import Comment, InternalNote, Look, Thread
from assessments.models.cycles import Cycle
from assessments.models.entries import Entry, EntryInput
from assessments.models.evidence import Citation, Evidence
from assessments.models.plans import PlanTarget, PlanTargetInput
from assessments.models.remarks import Note, WarningAnswer

__all__ = [
    "Assessment",
    "AssessmentQuerySet",
    "Assignment",
    "Citation",
    "Comment",
    "ComputedLevel",
    "Cycle",
    "Entry",
    "EntryInput",
    "Evidence",
    "InternalNote",
    "Look",
    "Note",
    "PlanTarget",
    "PlanTargetInput",
    "Resolution",
    "Return",
    "ReturnedIndicator",
    "Thread",
    "Verdict",
    "VerdictInput",
    "WarningAnswer",
]
