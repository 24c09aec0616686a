"""What the addresses of an assessment answer in each of its states, as rows of a file that a test compares.

The file has a line for each address, method and role, and a column for each state. In the audits the assessor
of that stage has the audit in hand.
"""

import csv
from pathlib import Path

from django.db import transaction
from django.test import Client

from assessments.audit.actions import assignments
from assessments.workflow.domain import Status
from tests import builders
from tests.addresses.table import ADDRESSES

PLACE = Path(__file__).with_name("by_state.tsv")
ROLES = ("visitor", "officer", "other-officer", "internal", "external", "administrator")
# Other objects than the assessment are not there in each state.
OF_ASSESSMENT = [address for address in ADDRESSES if address.arguments.startswith("{assessment}")]
ROWS = [
    (address, method)
    for address in OF_ASSESSMENT
    if "{" not in address.arguments.removeprefix("{assessment}")
    for method in ("get", "post")
    if getattr(address, method) is not None
]
AUDITS = {Status.INTERNAL_AUDIT: "internal", Status.EXTERNAL_AUDIT: "external"}


def read():
    """Return the status of each answer by (name, method, role) and state."""
    with PLACE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t")
        return {
            (line["address"], line["method"], line["role"]): {
                state.value: int(line[state.value]) for state in Status
            }
            for line in lines
        }


def take_to(status, draft, people):
    """Return the assessment in a state, with the audit of that state in hand."""
    assessment = builders.take_to(status, draft, people)
    if status in AUDITS:
        assignments.take_on(assessment=assessment, by=getattr(people, AUDITS[status]))
    return assessment


def answers(assessment, user):
    """Return the status of each row for a person, a visitor when None; nothing stays changed."""
    client = Client()
    if user:
        client.force_login(user)
    return {(address.name, method): _answer(client, address, method, assessment) for address, method in ROWS}


def _answer(client, address, method, assessment):
    with transaction.atomic():
        response = getattr(client, method)(address.url_for(assessment))
        b"".join(response)  # read to its end, a file is closed
        transaction.set_rollback(True)
    return response.status_code
