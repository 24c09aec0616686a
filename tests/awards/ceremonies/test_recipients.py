"""What recipients receive, ticked for many at once, and texts that cannot be printed, said at the field."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.ceremonies.actions import order
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs import words as designs_words
from awards.designs.documents import letters
from awards.designs.domain.kinds import AwardError
from awards.pages.forms.ceremonies import CeremonyForm
from awards.pages.forms.recipients import RecipientForm
from awards.printing.actions import runs
from awards.register.actions import awards
from awards.register.models.awards import Award
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db
TYPED = {"kind": "factory", "given_name": "บริษัท ก", "given_recognition": "ข", "with_certificate": "on"}


@pytest.fixture
def send(client, administrator, ceremony):
    client.force_login(administrator)

    def request(method, name, *arguments, **values):
        return getattr(client, method)(reverse(f"awards:{name}", args=[ceremony.pk, *arguments]), values)

    return request


def arranged(recipients, **values):
    """Return the posted table of these recipients, unchanged but for `values` of each."""
    fields = {}
    for place, recipient in enumerate(recipients, 1):
        shown = {
            "place": place,
            "seat": "",
            "represented_by": "",
            "reading_hint": "",
            "attendance": "expected",
            "with_certificate": recipient.with_certificate,
            "with_plaque": recipient.with_plaque,
        }
        fields |= {f"initial-{recipient.pk}-{name}": value for name, value in shown.items()}
        sent = {**shown, **values}
        fields |= {f"{recipient.pk}-{name}": value for name, value in sent.items() if value is not False}
    return fields


@pytest.mark.parametrize(
    ("text", "missing", "invisible"),
    [
        pytest.param("บริษัท ๑ (ประเทศไทย) ISO 14001", "", [], id="what is usual"),
        pytest.param("บริษัท\u00a0ก", "", [], id="a no-break space keeps a name together"),
        pytest.param("漢字 漢", "漢字", [], id="letters that no font has, each once"),
        pytest.param("มาบ\u200bตาพุด", "", [("\u200b", "มาบ")], id="a zero-width space"),
        pytest.param("\ufeffก\u00adข", "", [("\ufeff", ""), ("\u00ad", "ก")], id="a mark at the beginning"),
        pytest.param("ก\nข", "", [("\n", "ก")], id="a line end"),
    ],
)
def test_what_cannot_be_printed_is_found(text, missing, invisible):
    found = [(character.letter, character.before) for character in letters.invisible_characters(text)]

    assert (letters.missing_letters(text), found) == (missing, invisible)
    assert letters.invisible_characters(letters.printable_text(text)) == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("漢 จำกัด", "letters-missing", "“漢” U+6F22"),
        ("มาบ\u200bตาพุด", "letters-invisible", "U+200B"),
    ],
)
@pytest.mark.parametrize("field", ["given_name", "given_recognition"])
def test_the_form_and_the_action_say_which_letter(ceremony, administrator, field, text, code, words):
    form = RecipientForm(TYPED | {field: text}, ceremony=ceremony)

    (sentence,) = form.errors[field]
    assert words in sentence
    with pytest.raises(AwardError, match=f"^{code}$") as refused:
        builders.recipient(ceremony, administrator, **{field: text})
    assert words in refused.value.detail


def test_nothing_that_is_pasted_is_cut_and_how_long_it_is_is_said(ceremony):
    form = RecipientForm(TYPED | {"given_name": "ก" * 212}, ceremony=ceremony)

    assert "maxlength" not in str(form["given_name"])
    (sentence,) = form.errors["given_name"]
    assert "212" in sentence
    assert "200" in sentence


def test_what_is_typed_is_checked_before_it_is_saved(send, ceremony):
    answer = send("post", "check-texts", **TYPED | {"given_name": "มาบ\u200bตาพุด" + "ก" * 120})

    name, recognition = answer.context["texts"]
    assert name.printable == "มาบตาพุด" + "ก" * 120
    assert designs_words.excess_words(1)[:3] in " ".join(name.warnings)
    assert [recognition.errors, recognition.warnings, recognition.printable] == [[], [], ""]
    assert 'hx-swap-oob="innerHTML"' in answer.text
    assert "U+200B" in answer.text
    assert not Recipient.objects.exists()


def test_an_empty_field_is_no_fault_while_somebody_types(send):
    answer = send("post", "check-texts", given_name="", kind="factory")

    assert [text.error_words for text in answer.context["texts"]] == [[], []]


def test_a_name_that_does_not_fit_is_saved_with_a_warning(send, ceremony):
    answer = send("post", "add-recipient", **TYPED | {"given_name": "ก" * 190})
    page = send("get", "ceremony")

    assert answer.status_code == 302
    (warning,) = [message for message in page.context["messages"] if message.level_tag == "warning"]
    assert str(designs_words.OTHER_SLOTS["recipient"]) in str(warning)
    assert ceremony.recipients.get().given_name == "ก" * 190


def test_new_recipients_receive_what_the_ceremony_gives(send, ceremony, at):
    year = at(Status.PUBLISHED).cycle.year
    Ceremony.objects.update(with_certificate=False, with_plaque=True, fiscal_year=year)

    page = send("get", "ceremony").text
    form = send("get", "add-recipient").context["form"]

    assert [f'name="{name}" value="1" checked' in page for name in ("with_certificate", "with_plaque")] == [
        False,
        True,
    ]
    assert [form[name].value() for name in ("with_certificate", "with_plaque")] == [False, True]


def test_a_ceremony_gives_something(ceremony):
    form = CeremonyForm({"name": "พิธี", "seconds_each": 30})

    assert "with_certificate" in form.errors
    with pytest.raises(IntegrityError), transaction.atomic():
        Ceremony.objects.update(with_certificate=False, with_plaque=False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("09.30", time(9, 30)), ("9:05 น.", time(9, 5)), ("๑๓.๐๐ น.", time(13)), ("14", time(14)), ("", None)],
)
def test_the_start_is_typed_as_people_write_times(typed, stored):
    form = CeremonyForm({"starts_at": typed})
    form.is_valid()

    assert form.cleaned_data["starts_at"] == stored


@pytest.mark.parametrize("typed", ["25.00", "9.75", "เช้า", "9.5"])
def test_what_is_no_time_is_refused(typed):
    assert "starts_at" in CeremonyForm({"starts_at": typed}).errors


def test_plaques_are_ticked_for_many_at_once(send, ceremony, factories):
    answer = send("post", "arrange-recipients", **arranged(factories, with_plaque="on"))

    assert answer.status_code == 302
    received = list(ceremony.recipients.values_list("with_certificate", "with_plaque"))
    assert received == [(True, True)] * 3
    event = recording.events_of(ceremony.history_subject).last()
    assert event.data["recipients"] == {str(factory.pk): {"with_plaque": True} for factory in factories}


def test_nobody_is_left_with_nothing(send, ceremony, factories, administrator):
    answer = send("post", "arrange-recipients", **arranged(factories, with_certificate=False))

    assert answer.status_code == 200
    forms = [form for _line, form, _suggestion in answer.context["rows"]]
    assert ["with_certificate" in form.errors for form in forms] == [True] * 3
    with pytest.raises(AwardError, match="^nothing-awarded$"):
        order.arrange_recipients(
            ceremony=ceremony, changes={factories[0].pk: {"with_certificate": False}}, by=administrator
        )


def test_what_was_issued_is_received(send, ceremony, factories, administrator):
    runs.start_run(ceremony=ceremony, recipients=[factories[0].pk], by=administrator)
    changes = {factories[0].pk: {"with_certificate": False, "with_plaque": True}}

    with pytest.raises(AwardError, match="^kind-issued$") as refused:
        order.arrange_recipients(ceremony=ceremony, changes=changes, by=administrator)
    assert refused.value.detail == factories[0].name
    with pytest.raises(AwardError, match="^kind-issued$"):
        recipient_actions.change_recipient(
            recipient=factories[0],
            given_name=factories[0].given_name,
            given_recognition=factories[0].given_recognition,
            with_certificate=False,
            with_plaque=True,
            by=administrator,
        )
    fields = arranged(factories[:1], with_certificate=False, with_plaque="on")
    assert send("post", "arrange-recipients", **fields).status_code == 200

    awards.revoke_award(award=Award.objects.get(), reason="ผิด", by=administrator)
    assert order.arrange_recipients(ceremony=ceremony, changes=changes, by=administrator) == 1
