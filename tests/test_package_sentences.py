"""Sentences of Django that can reach a screen are Thai there, whatever its own catalogue lacks."""

import json
import re
from functools import cache
from pathlib import Path

import django
import pytest
from django.db.models import Field
from django.utils.translation import gettext, ngettext, override

from tests.addresses.test_sentences import THAI

# Modules whose sentences a form, a column or a date of the portal can show.
MODULES = [
    *("core/validators", "forms/fields", "forms/forms", "forms/formsets", "forms/models", "forms/utils"),
    *("db/models/base", "db/models/constraints", "db/models/fields/__init__", "db/models/fields/related"),
    *("contrib/auth/forms", "contrib/auth/password_validation", "contrib/auth/validators", "utils/timesince"),
]
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
# A place in a catalogue: the module that has the sentence translated.
PLACE = re.compile(r"([a-z_/]+)\.py:[0-9]+")
NO_WORDS = {"IPv4", "IPv6", "IPv4 or IPv6", ":", ", ", "; "}


@cache
def catalogue():
    """Return the entries of Django's English catalogues, as (module, sentence, plural or none)."""
    return [
        entry
        for folder in ("conf", "contrib/auth")
        for block in read_blocks(Path(django.__file__).parent / folder / "locale/en/LC_MESSAGES/django.po")
        for entry in entries_of(block)
    ]


def read_blocks(path):
    return path.read_text(encoding="utf-8").split("\n\n")


def entries_of(block):
    """Return the sentence of a block once for each module that uses it; none without a place."""
    sentence, plural = text_of(block, "msgid"), text_of(block, "msgid_plural")
    return [(place, sentence, plural) for place in PLACE.findall(block) if sentence]


def text_of(block, key):
    """Return the text after a key of a catalogue, written in one or several quoted lines."""
    match = re.search(rf'^{key} ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.MULTILINE)
    return "".join(json.loads(line) for line in match[1].split("\n") if line) if match else None


def is_seen(sentence):
    return sentence not in UNSEEN | NO_WORDS and not sentence.startswith(UNSEEN_BEGINNINGS)


def descriptions():
    """Return what Django calls the kinds of columns, in English; no page of the portal shows it."""
    with override("en"):
        return {str(field.description) for field in subclasses(Field)}


def subclasses(parent):
    return {parent}.union(*(subclasses(child) for child in parent.__subclasses__()))


def sentences_of(module):
    """Return what the module has translated, as (sentence, plural or none), but no column's description."""
    described = descriptions()
    return [
        (sentence, plural)
        for place, sentence, plural in catalogue()
        if place == module and sentence not in described and is_seen(sentence)
    ]


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_of_django_that_can_reach_a_screen_is_thai(module):
    with override("th"):
        translated = {
            (sentence, plural): ngettext(sentence, plural, 2) if plural else gettext(sentence)
            for sentence, plural in sentences_of(module)
        }

    assert translated
    assert {sentence: words for sentence, words in translated.items() if not THAI.search(words)} == {}
