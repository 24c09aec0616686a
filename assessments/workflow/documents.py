"""The workflow of an assessment as a Markdown document."""

from assessments.workflow import words
from assessments.workflow.domain import TRANSITIONS

WORKFLOW_INTRODUCTION = """# The workflow of an assessment

Written by `make docs` from `assessments/workflow/domain.py`; a test compares the two.
"""


def workflow_document() -> str:
    """Return the workflow as Markdown: a table and a Mermaid diagram."""
    rows = [
        f"| {transition.source} | {transition.step} | {transition.target} | {transition.actor} |"
        for transition in TRANSITIONS
    ]
    arrows = [
        f"    {_node(transition.source)} -->|{transition.step}| {_node(transition.target)}"
        for transition in TRANSITIONS
    ]
    names = [f"    {_node(status)}[{status}]" for status in words.STATUS_NAMES]
    return "\n".join(
        [
            WORKFLOW_INTRODUCTION,
            "| from | step | to | who |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "```mermaid",
            "flowchart LR",
            *names,
            *arrows,
            "```",
            "",
        ]
    )


def _node(status: str) -> str:
    return status.replace("-", "_")
