"""What people are told of what went wrong; the error itself stands in the log only."""

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
    ("kept", "said"),
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
def test_a_trouble_is_told_in_sentences(kept, said):
    assert labels.trouble(kept) == " ".join(sentence(*one) for one in said)


def test_errors_name_their_trouble():
    overflow = TextOverflow([Overflow("ก", "recipient"), Overflow("ข", "recipient", "no-letter")])

    assert overflow.trouble == "too-long:recipient no-letter:recipient"
    assert SigningError("the token: gone").trouble in labels.TROUBLES


def test_what_overflows_is_told_with_its_recipient():
    found = [Overflow("", "granted"), Overflow("ก", "recipient"), Overflow("ข", "level", "no-letter")]

    said = labels.overflows([*found, *found])

    assert said == (
        f"“{labels.SLOTS['granted']}”; ก: {RECIPIENT}; ข: {LEVEL} ({labels._('the font lacks a letter')})"
    )


def test_the_page_of_a_run_tells_the_sentence_and_not_the_error(client, administrator):
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

    assert [(one.id, one.msg.partition(":")[0]) for one in checks.numbers_can_be_told_apart()] == [
        ("awards.E001", "PLAQUE_NUMBER")
    ]
