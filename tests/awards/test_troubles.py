"""Errors in words for people; the exception itself is in the log only."""

import pytest

from awards import actions, checks, labels
from awards.documents import TextOverflow
from awards.domain.designs import Overflow
from awards.models import Certificate
from ecotown.common.signing import SigningError
from tests import builders

RECIPIENT, LEVEL = (f"“{labels.OTHER_SLOTS[slot]}”" for slot in ("recipient", "level"))


def sentence(code, *boxes):
    return str(labels.TROUBLES[code]).format(boxes=", ".join(boxes))


@pytest.mark.parametrize(
    ("stored", "sentences"),
    [
        pytest.param("", [], id="nothing went wrong"),
        pytest.param("not-signed", [("not-signed",)], id="a signature"),
        pytest.param("too-long:recipient", [("too-long", RECIPIENT)], id="a box"),
        pytest.param(
            "too-long:recipient too-long:level",
            [("too-long", RECIPIENT, LEVEL)],
            id="two boxes, one sentence",
        ),
        pytest.param(
            "too-long:level no-letter:recipient",
            [("too-long", LEVEL), ("no-letter", RECIPIENT)],
            id="two reasons",
        ),
        pytest.param("ValueError: no font", [("unexpected",)], id="what nobody has words for, once"),
    ],
)
def test_an_error_is_shown_in_sentences(stored, sentences):
    assert labels.trouble(stored) == " ".join(sentence(*parts) for parts in sentences)


def test_errors_have_a_code():
    overflow = TextOverflow([Overflow("ก", "recipient"), Overflow("ข", "recipient", "no-letter")])

    assert overflow.trouble == "too-long:recipient no-letter:recipient"
    assert SigningError("the token: gone").trouble in labels.TROUBLES


def test_an_overflow_is_shown_with_its_recipient():
    overflows = [Overflow("", "granted"), Overflow("ก", "recipient"), Overflow("ข", "level", "no-letter")]

    words = labels.overflows([*overflows, *overflows])

    assert words == (
        f"“{labels.SLOTS['granted']}”; ก: {RECIPIENT}; ข: {LEVEL} ({labels._('the font lacks a letter')})"
    )


def test_the_page_of_a_run_shows_the_sentence_and_not_the_code(client, administrator):
    ceremony = builders.ceremony(administrator)
    chosen = [builders.recipient(ceremony, administrator).pk]
    run = actions.start_run(ceremony=ceremony, recipients=chosen, by=administrator)
    Certificate.objects.update(state="failed", error="too-long:recipient")
    client.force_login(administrator)

    page = client.get(run.get_absolute_url()).text

    assert sentence("too-long", RECIPIENT) in page
    assert "too-long" not in page


@pytest.mark.parametrize("form", ["{number}", "EIT {year}", "{number}/{year}/{town}", "{number}{year}{0}"])
def test_a_form_by_which_numbers_would_read_alike_is_found_when_the_portal_starts(settings, form):
    assert checks.numbers_can_be_told_apart() == []
    settings.AWARD_NUMBERS = settings.AWARD_NUMBERS | {"plaque": form}

    assert [(error.id, error.msg.partition(":")[0]) for error in checks.numbers_can_be_told_apart()] == [
        ("awards.E001", "PLAQUE_NUMBER")
    ]
