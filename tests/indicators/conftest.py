"""Fixtures of the criteria."""

import pytest

from ecotown.accounts.models import Role
from indicators.editions.actions import examples
from indicators.editions.models import Framework
from indicators.publishing import actions
from tests import builders

NAMES = {"name_th": "เกณฑ์ฉบับร่าง", "name_en": "Draft criteria", "effective_from": 2570}


def draft_edition(framework, administrator):
    """Return a draft that is a copy of the published working edition, with two worked examples."""
    draft = actions.copy_framework(source=framework, edition="2570-draft", by=administrator, **NAMES)
    for example in builders.fixture("worked-examples-2565-working")[:2]:
        values = {
            "name": example["name"],
            "answers": examples.answers_text(example["answers"]),
            "expected_level": example["expected_level"],
        }
        examples.save_example(framework=draft, values=values, by=administrator)
    return draft


@pytest.fixture(scope="module")
def draft_key(module_rows):
    """Make the draft once for the module."""
    return draft_edition(builders.working_framework(), builders.UserBuilder(role=Role.ADMINISTRATOR)).pk


@pytest.fixture
def edition(db, draft_key):
    """Return the draft of the module; what a test changes in it is undone."""
    return Framework.objects.get(pk=draft_key)
