"""What is printed stays once a number is given; it is corrected together with its documents."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from assessments.workflow.domain import Status
from awards.ceremonies.actions import order
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.models import Recipient
from awards.designs.domain.kinds import AwardError
from awards.printing import queries
from awards.printing.actions import runs
from awards.printing.documents import announcer_script
from awards.register.actions import awards as award_actions
from awards.register.actions import renaming
from awards.register.models.awards import Award
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db
RIGHT = "บริษัท ถูกต้อง 304 จำกัด"


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def named(ceremony, administrator):
    """Return a recipient by name, of both kinds of awards and with a reading, before they are issued."""
    return builders.recipient(ceremony, administrator, with_plaque=True, pronunciation="คำอ่านเดิม")


@pytest.fixture
def issued(ceremony, named, administrator):
    """Return the same recipient when its awards have numbers."""
    runs.start_run(ceremony=ceremony, recipients=[named.pk], by=administrator)
    return named


def rename(recipient, by, reason="ชื่อสะกดผิด", **printed):
    return renaming.rename_and_replace(
        recipient=recipient, reason=reason, by=by, **({"given_name": RIGHT} | printed)
    )


def change(recipient, by, **values):
    kept = {"with_certificate": True, "with_plaque": True, "pronunciation": recipient.pronunciation}
    recipient_actions.change_recipient(recipient=recipient, **kept | values, by=by)
    recipient.refresh_from_db()


def line_of(ceremony):
    (line,) = queries.run_sheet_of(ceremony).lines
    return line


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param({"given_name": RIGHT}, id="the name"),
        pytest.param({"given_recognition": "CSR-DIW"}, id="for what"),
        pytest.param({"has_thai_digits": True}, id="its digits"),
    ],
)
def test_what_is_printed_stays_when_a_number_is_given(issued, administrator, printed):
    with pytest.raises(AwardError, match="^name-fixed$"):
        change(issued, administrator, **printed)
    with pytest.raises(IntegrityError, match="another name is printed"), transaction.atomic():
        Recipient.objects.filter(pk=issued.pk).update(**printed)


def test_what_is_not_printed_can_still_be_changed(issued, administrator):
    change(issued, administrator, seat="ก 1", given_name=issued.given_name)

    assert issued.seat == "ก 1"


def test_before_a_number_is_given_the_name_is_simply_changed(named, administrator):
    change(named, administrator, given_name=RIGHT)

    assert named.name == RIGHT


def test_one_action_corrects_the_name_and_replaces_both_documents(ceremony, issued, administrator):
    old_name, old = issued.given_name, {award.kind: award for award in Award.objects.all()}

    new = rename(issued, administrator)

    assert [(award.kind, award.printed_name, award.replaces) for award in new] == [
        ("certificate", RIGHT, old["certificate"]),
        ("plaque", RIGHT, old["plaque"]),
    ]
    assert {award.replacement_reason for award in new} == {"ชื่อสะกดผิด"}
    assert {award.honoured for award in Award.objects.filter(replaces=None)} == {old_name}
    assert (Recipient.objects.get().name, line_of(ceremony).name) == (RIGHT, RIGHT)
    event = recording.events_of(ceremony.history_subject).filter(name="recipient-renamed").get()
    assert (event.data["old"]["given_name"], event.data["new"]["given_name"], event.data["reason"]) == (
        old_name,
        RIGHT,
        "ชื่อสะกดผิด",
    )


def test_a_revoked_document_is_not_replaced_by_a_new_name(issued, administrator):
    plaque = Award.objects.get(kind="plaque")
    award_actions.revoke_award(award=plaque, reason="ชำรุด", by=administrator)

    new = rename(issued, administrator)

    assert [award.kind for award in new] == ["certificate"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({"reason": " "}, "replacement-reason-missing", id="without a reason"),
        pytest.param({"given_name": ""}, "recipient-name-missing", id="without a name"),
        pytest.param({"given_name": "ก" * 200}, "text-overflows", id="with a name that does not fit"),
    ],
)
def test_a_correction_that_cannot_be_printed_changes_nothing(issued, administrator, values, code):
    with pytest.raises(AwardError, match=f"^{code}$"):
        rename(issued, administrator, **values)

    assert (Award.objects.count(), Recipient.objects.get().name) == (2, issued.name)


def test_the_same_words_are_no_correction(issued, administrator):
    with pytest.raises(AwardError, match="^name-unchanged$"):
        rename(issued, administrator, given_name=issued.given_name)


def test_without_a_document_there_is_nothing_to_replace(named, administrator):
    with pytest.raises(AwardError, match="^nothing-valid$"):
        rename(named, administrator)


def test_the_list_shows_what_is_printed_when_an_area_is_renamed(ceremony, published, administrator):
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    runs.start_run(ceremony=ceremony, recipients=[Recipient.objects.get().pk], by=administrator)
    printed = published.area.name_th
    type(published.area).objects.update(name_th="ชื่อใหม่ของพื้นที่")

    shown = line_of(ceremony)
    renaming.rename_and_replace(recipient=shown.recipient, reason="เปลี่ยนชื่อ", by=administrator)

    assert (shown.name, line_of(ceremony).name) == (printed, "ชื่อใหม่ของพื้นที่")


def test_the_digits_of_an_area_are_chosen_with_its_replacement(ceremony, published, administrator):
    type(published.area).objects.update(name_th="สวนอุตสาหกรรม 304")
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    runs.start_run(ceremony=ceremony, recipients=[Recipient.objects.get().pk], by=administrator)
    as_typed = line_of(ceremony).name

    renaming.rename_and_replace(
        recipient=Recipient.objects.get(), has_thai_digits=True, reason="ตามหนังสือ", by=administrator
    )

    assert (as_typed, line_of(ceremony).name) == ("สวนอุตสาหกรรม 304", "สวนอุตสาหกรรม ๓๐๔")


def test_a_changed_name_marks_its_reading_until_somebody_checks_it(ceremony, named, administrator):
    def marks():
        stored = Recipient.objects.get()
        (part,) = announcer_script.announcer_script_of(queries.run_sheet_of(ceremony)).parts
        with override("th"):
            return stored.is_pronunciation_stale, "ต้องตรวจใหม่" in part.pronunciation_words

    before = marks()
    change(named, administrator, given_name=RIGHT)
    renamed = marks()
    change(named, administrator, is_pronunciation_checked=True)
    checked = marks()
    change(named, administrator, given_name=f"{RIGHT} (มหาชน)")
    order.arrange_recipients(
        ceremony=ceremony, changes={named.pk: {"pronunciation": "คำอ่านใหม่"}}, by=administrator
    )

    assert (before, renamed, checked, marks()) == (
        (False, False),
        (True, True),
        (False, False),
        (False, False),
    )


def test_the_page_of_a_recipient_leads_to_the_correction(client, ceremony, issued, administrator):
    client.force_login(administrator)
    page = client.get(reverse("awards:recipient", args=[ceremony.pk, issued.pk]))
    address = reverse("awards:rename-recipient", args=[ceremony.pk, issued.pk])
    corrected = {"given_name": RIGHT, "given_recognition": issued.given_recognition, "reason": "สะกดผิด"}

    refused = client.post(address, corrected | {"reason": ""})
    answer = client.post(address, corrected, follow=True)

    assert "given_name" not in page.context["form"].fields
    assert (address in page.text, bool(refused.context["form"].errors["reason"])) == (True, True)
    assert (RIGHT in answer.text, Award.objects.count()) == (True, 4)


def test_the_correction_of_what_was_never_issued_leads_back(client, ceremony, named, administrator):
    client.force_login(administrator)

    answer = client.get(reverse("awards:rename-recipient", args=[ceremony.pk, named.pk]))

    assert answer.url == reverse("awards:recipient", args=[ceremony.pk, named.pk])
