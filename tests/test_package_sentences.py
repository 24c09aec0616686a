"""Sentences of Django that can reach a screen are Thai there, whatever its own catalogue lacks."""

import ast
from pathlib import Path

import django
import pytest
from django.utils.translation import gettext, ngettext, override

from tests.test_sentences import THAI

FOLDER = Path(django.__file__).parent
# Modules whose sentences a form, a column or a date of the portal can show.
MODULES = [
    *("core/validators", "forms/fields", "forms/forms", "forms/formsets", "forms/models", "forms/utils"),
    *("db/models/base", "db/models/constraints", "db/models/fields/__init__", "db/models/fields/related"),
    *("contrib/auth/forms", "contrib/auth/password_validation", "contrib/auth/validators", "utils/timesince"),
]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
# Frames around other words, and forms with which Django's own administration changes passwords.
UNSEEN = {
    "Password-based authentication",
    "Reset password",
    "Set password",
    "Enabled",
    "Disabled",
    "String (unlimited)",
}
UNSEEN_BEGINNINGS = ("Whether the user", "Raw passwords", "Enable password", "%(from)s-%(to)s")
NO_WORDS = {"IPv4", "IPv6", "IPv4 or IPv6", ":", ", ", "; "}


def sentences_of(module):
    """What the module gives to be translated, as (sentence, plural or none), but no column's description."""
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    described = {
        id(node)
        for one in ast.walk(tree)
        if isinstance(one, ast.Assign) and getattr(one.targets[0], "id", "") == "description"
        for node in ast.walk(one)
    }
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
        if not is_call or id(node) in described:
            continue
        texts = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
        if texts and texts[0] not in UNSEEN | NO_WORDS and not texts[0].startswith(UNSEEN_BEGINNINGS):
            yield texts[0], texts[1] if len(texts) == 2 and isinstance(texts[1], str) else None


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_of_django_that_can_reach_a_screen_is_thai(module):
    with override("th"):
        said = {
            (one, plural): ngettext(one, plural, 2) if plural else gettext(one)
            for one, plural in sentences_of(module)
        }

    assert said
    assert {one: words for one, words in said.items() if not THAI.search(words)} == {}
