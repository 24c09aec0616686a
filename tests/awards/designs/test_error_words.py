"""Errors in words for people; the exception itself is in the log only."""

import pytest

from awards.designs import words as designs_words
from awards.designs.documents.placing import TextOverflowError
from awards.designs.domain.designs import Overflow
from awards.pages import words as pages_words
from awards.printing.actions import runs
from awards.register.models.awards import Award
from ecotown.common.signing.identities import SigningError
from tests import builders

RECIPIENT, LEVEL = (f"“{designs_words.OTHER_SLOTS[slot]}”" for slot in ("recipient", "level"))


def sentence(code, *boxes):
    return str(designs_words.ERRORS[code]).format(boxes=", ".join(boxes))


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
        pytest.param(
            "too-long:recipient:12",
            [("too-long", f"{RECIPIENT} ({designs_words.excess_words(12)})")],
            id="by how many characters",
        ),
        pytest.param(
            "no-letter:level:6F22,200B",
            [("no-letter", f"{LEVEL} (“漢” U+6F22, U+200B)")],
            id="which letters, one of them unseen",
        ),
        pytest.param("ValueError: no font", [("unexpected",)], id="what nobody has words for, once"),
    ],
)
def test_an_error_is_shown_in_sentences(stored, sentences):
    assert designs_words.error_sentences(stored) == " ".join(sentence(*parts) for parts in sentences)


def test_errors_have_a_code():
    faults = [Overflow("ก", "recipient", detail="7"), Overflow("ข", "recipient", "no-letter", "漢字")]

    assert TextOverflowError(faults).error_code == "too-long:recipient:7 no-letter:recipient:6F22,5B57"
    assert SigningError("the token: gone").error_code in designs_words.ERRORS


def test_an_overflow_is_shown_with_its_recipient():
    overflows = [Overflow("", "granted"), Overflow("ก", "recipient"), Overflow("ข", "level", "no-letter")]

    words = designs_words.overflow_descriptions([*overflows, *overflows])

    assert words == (
        f"“{designs_words.SLOTS['granted']}”; ก: {RECIPIENT};"
        f" ข: {LEVEL} ({pages_words._('the font lacks a letter')})"
    )


def test_the_page_of_a_run_shows_the_sentence_and_not_the_code(client, administrator):
    ceremony = builders.ceremony(administrator)
    chosen = [builders.recipient(ceremony, administrator).pk]
    run = runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)
    Award.objects.update(state="failed", error="too-long:recipient")
    client.force_login(administrator)

    page = client.get(run.get_absolute_url()).text

    assert sentence("too-long", RECIPIENT) in page
    assert "too-long" not in page
