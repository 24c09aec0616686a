"""A visit of every address by one role, on which several tests look: what was answered, and with what."""

from typing import NamedTuple

from django.db import connection, transaction
from django.forms import BaseForm
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.designs import actions as design_actions
from ecotown.accounts.models import Role
from tests import builders
from tests.addresses.address import ROLES
from tests.addresses.table import TABLE, url_of

# Provinces, areas, assessors and designs are entered in another order than that of their names.
NAMES = ["เลย", "แพร่", "กระบี่", "โขง"]


class Answer(NamedTuple):
    """What an address answered to a method; `html` is empty for everything that is no page."""

    url: str
    status: int
    html: str
    forms: list[BaseForm]
    queries: int


def visit(user, role, published, administrator):
    """Return the answers by name and method of all rows of the rights table; undo what they changed.

    First come the links and the forms that are refused, which show everything, then the actions.
    """
    client = Client()
    with transaction.atomic():
        add_names(administrator)
        if user:
            client.force_login(user)
        answers = {}
        for name, method in sorted(TABLE, key=lambda row: (row[1] == "post" and is_action(row, role), row)):
            answers[name, method] = ask(client, method, url_of(name, published))
            if name == "accounts:sign-out" and user:
                client.force_login(user)
        transaction.set_rollback(True)
    return answers


def is_action(row, role):
    return TABLE[row][ROLES.index(role)] == 302


def add_names(administrator):
    for name in NAMES:
        builders.AreaBuilder(province=builders.ProvinceBuilder(name_th=name), name_th=f"เทศบาล{name}")
        builders.UserBuilder(role=Role.ASSESSOR, signing_name=name)
        design_actions.draft_design(layout="plaque", name=name, by=administrator)


def ask(client, method, url):
    """Return the answer of an address."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(url)
        content = b"".join(response)  # read to its end, a file is closed
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return Answer(url, response.status_code, "", [], len(captured))
    return Answer(url, response.status_code, content.decode(), forms_of(response), len(captured))


def forms_of(response):
    """Return the forms that a page was made of."""
    contexts = response.context if isinstance(response.context, list) else [response.context]
    values = [value for context in contexts if context for layer in context.dicts for value in layer.values()]
    return [value for value in values if isinstance(value, BaseForm)]
