"""The workflow of an assessment as a paper."""

from assessments import labels
from assessments.domain.workflow import TRANSITIONS

WORKFLOW_INTRODUCTION = """# The workflow of an assessment

Written by `make docs` from `assessments/domain/workflow.py`; a test compares the two.
"""


def workflow_document() -> str:
    """The workflow as Markdown: a table, and a Mermaid diagram of it."""
    rows = [f"| {line.source} | {line.step} | {line.target} | {line.who} |" for line in TRANSITIONS]
    arrows = [f"    {_node(line.source)} -->|{line.step}| {_node(line.target)}" for line in TRANSITIONS]
    names = [f"    {_node(status)}[{status}]" for status in labels.STATUS_NAMES]
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
