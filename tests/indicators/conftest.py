"""Fixtures of the criteria."""

import pytest

from indicators.editions.actions import examples
from indicators.publishing import actions
from tests.builders import fixture

NAMES = {"name_th": "เกณฑ์ฉบับร่าง", "name_en": "Draft criteria", "effective_from": 2570}


@pytest.fixture
def edition(framework, administrator):
    """Return a draft that is a copy of the published working edition, with two worked examples."""
    draft = actions.copy_framework(source=framework, edition="2570-draft", by=administrator, **NAMES)
    for example in fixture("worked-examples-2565-working")[:2]:
        values = {
            "name": example["name"],
            "answers": examples.answers_text(example["answers"]),
            "expected_level": example["expected_level"],
        }
        examples.save_example(framework=draft, values=values, by=administrator)
    draft.refresh_from_db()
    return draft
