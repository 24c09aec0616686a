"""Designs: drafts, wording, signatories, pictures, publication and copies."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.designs import actions
from awards.designs.actions import SignatoryInput
from awards.designs.documents import placing, standard_design, stored_designs
from awards.designs.domain.arrangement import fixed_texts
from awards.designs.domain.designs import Signatory
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.layouts import LAYOUTS, MAX_SIGNATORIES
from awards.designs.domain.purposes import Purpose
from awards.designs.models import Design, DesignSignatory
from awards.designs.queries import TRIALS, trial_texts
from awards.designs.words import LAYOUT_NAMES, OTHER_SLOTS, SLOTS
from awards.pages import words
from awards.pages.views.designs import OVERFLOW_DRAWING
from ecotown.common.files.limited_process import run_limited
from ecotown.common.files.pictures import CleanedPicture
from ecotown.common.history import recording
from tests import builders, files
from tests.configuration.emblems import EMBLEM, set_emblem

SEAL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture
def draft(administrator):
    return actions.draft_design(name="แบบทดสอบ", layout="plaque", by=administrator)


def change(design, by, **values):
    fields = {
        "name": design.name,
        "texts": design.texts,
        "sizes": {},
        "signatories": [SignatoryInput("ผู้ลงนาม ตัวอย่าง", "อธิบดี")],
    }
    return actions.change_design(design=design, **{**fields, **values}, by=by)


def test_every_layout_and_every_box_of_it_has_words():
    assert set(LAYOUT_NAMES) == set(LAYOUTS)
    assert {slot.name for layout in LAYOUTS.values() for slot in layout.fixed} == set(SLOTS)
    recipient_slots = {slot.name for layout in LAYOUTS.values() for slot in layout.slots}
    signed = [Signatory("ก", "ข")] * MAX_SIGNATORIES
    drawn = replace(standard_design.standard_design(is_demonstration=True), signatories=tuple(signed))
    assert recipient_slots | {slot.name for slot, _ in fixed_texts(drawn)} <= set(SLOTS) | set(OTHER_SLOTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_draft_begins_with_the_size_and_wording_of_its_layout(administrator, layout):
    design = actions.draft_design(name="แบบ", layout=layout, by=administrator)

    design.refresh_from_db()
    drawn = stored_designs.design_of_row(design)
    assert (drawn.width, drawn.height) == (LAYOUTS[layout].width, LAYOUTS[layout].height)
    assert set(design.texts) == {slot.name for slot in LAYOUTS[layout].fixed}
    assert placing.overflows(drawn, []) == []


def test_a_draft_begins_with_the_emblem_of_the_settings_and_keeps_it(administrator):
    set_emblem()
    design = actions.draft_design(name="แบบ", layout="plaque", by=administrator)

    builders.set_setting(emblem="")

    design.refresh_from_db()
    without = actions.draft_design(name="อีกแบบ", layout="plaque", by=administrator)
    assert stored_designs.design_of_row(design).seal == EMBLEM
    assert (bool(without.seal), stored_designs.design_of_row(without).seal) == (False, None)


def test_an_award_without_a_design_has_the_emblem_in_place_of_the_mark():
    set_emblem()

    with_emblem = standard_design.standard_design()
    builders.set_setting(emblem="")

    assert (with_emblem.seal, standard_design.standard_design().seal) == (EMBLEM, None)


def test_an_unknown_layout_and_a_taken_name_are_refused(draft, administrator):
    with pytest.raises(AwardError, match="^layout-unknown$"):
        actions.draft_design(name="อื่น", layout="poster", by=administrator)
    with pytest.raises(AwardError, match="^design-name-taken$"):
        actions.draft_design(name=draft.name, layout="plaque", by=administrator)


def test_wording_seal_signatures_and_size_are_drawn(draft, administrator):
    signing = SignatoryInput("ผู้ลงนาม", "อธิบดี", CleanedPicture(SEAL, "svg"))
    changed = change(
        draft,
        administrator,
        texts=draft.texts | {"granted": "เป็นโรงงานตัวอย่าง", "unknown": "x"},
        sizes={"width": Decimal(180)},
        signatories=[signing],
        seal=CleanedPicture(SEAL, "svg"),
    )

    drawn = stored_designs.design_of_row(Design.objects.get(pk=changed.pk))

    assert (drawn.texts["granted"], "unknown" in drawn.texts, drawn.width) == ("เป็นโรงงานตัวอย่าง", False, 180)
    assert (drawn.seal, drawn.signatories[0].image) == (SEAL, SEAL)


def test_a_picture_stays_until_another_one_is_given(draft, administrator):
    change(
        draft,
        administrator,
        seal=CleanedPicture(SEAL, "svg"),
        signatories=[SignatoryInput("ก", "", CleanedPicture(SEAL, "svg"))],
    )

    change(draft, administrator, signatories=[SignatoryInput("ก", "อธิบดี")])

    drawn = stored_designs.design_of_row(Design.objects.get(pk=draft.pk))
    assert (drawn.seal, drawn.signatories[0].image) == (SEAL, SEAL)


def test_a_design_is_signed_and_fits_before_it_is_published(draft, administrator):
    with pytest.raises(AwardError, match="^signatory-missing$"):
        actions.publish_design(design=draft, by=administrator)
    change(draft, administrator, texts=draft.texts | {"granted": "ยาว" * 200})

    with pytest.raises(AwardError, match="^text-overflows$") as refused:
        actions.publish_design(design=draft, by=administrator)

    assert refused.value.detail == "“{}”".format(SLOTS["granted"])


def test_a_design_whose_parts_touch_is_not_published_and_names_both(client, draft, administrator):
    change(draft, administrator, sizes={"width": Decimal(120), "height": Decimal(120)})

    with pytest.raises(AwardError, match="^parts-collide$") as refused:
        actions.publish_design(design=draft, by=administrator)
    client.force_login(administrator)
    page = client.get(draft.get_absolute_url()).text

    assert f"“{OTHER_SLOTS['signatory-1-position']}”" in refused.value.detail
    assert f"“{OTHER_SLOTS['qr']}”" in refused.value.detail
    assert str(OTHER_SLOTS["qr"]) in page


def test_the_visible_signature_of_the_settings_touches_nothing(draft, administrator, settings):
    change(draft, administrator)
    settings.SIGNING_BOX = [
        32,
        30,
        40,
        12,
    ]  # on the number, from the lower left of the sheet with its crop marks

    with pytest.raises(AwardError, match="^parts-collide$") as refused:
        actions.publish_design(design=draft, by=administrator)
    settings.SIGNING_BOX = [75, 160, 40, 0.04]
    actions.publish_design(design=draft, by=administrator)

    assert f"“{OTHER_SLOTS['number']}”" in refused.value.detail
    assert f"“{OTHER_SLOTS['signing-box']}”" in refused.value.detail


def test_a_design_in_which_the_longest_name_does_not_fit_is_not_published(draft, administrator):
    change(draft, administrator)
    name = "ก" * 99
    builders.AreaBuilder(name_th=name)

    with pytest.raises(AwardError, match="^text-overflows$") as refused:
        actions.publish_design(design=draft, by=administrator)

    assert refused.value.detail == f"{name}: “{OTHER_SLOTS['recipient']}”"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("trial", TRIALS)
def test_every_layout_has_room_for_every_trial(db, layout, purpose, trial):
    drawn = standard_design.standard_design(layout, purpose=purpose)

    assert placing.overflows(drawn, [trial_texts(trial, drawn.kind, purpose)]) == []


def test_pictures_are_taken_away_when_asked(draft, administrator):
    drawn = CleanedPicture(SEAL, "svg")
    change(draft, administrator, seal=drawn, signatories=[SignatoryInput("ก", "", drawn)])

    change(draft, administrator, keep_seal=False, signatories=[SignatoryInput("ก", "", keep_picture=False)])

    draft.refresh_from_db()
    assert (bool(draft.seal), bool(draft.signatories.get().image)) == (False, False)


def test_a_draft_is_discarded_unless_another_one_began_from_it(draft, administrator):
    change(draft, administrator)
    copied = actions.copy_design(design=draft, name="สำเนา", by=administrator)

    with pytest.raises(AwardError, match="^design-copied$"):
        actions.discard_design(design=draft, by=administrator)
    actions.discard_design(design=copied, by=administrator)

    assert list(Design.objects.all()) == [draft]
    assert [row.name for row in recording.events_of(copied.history_subject)][-1] == "design-discarded"


def test_a_published_design_is_never_discarded(draft, administrator):
    change(draft, administrator)
    actions.publish_design(design=draft, by=administrator)

    with pytest.raises(AwardError, match="^design-published$"):
        actions.discard_design(design=draft, by=administrator)


def test_a_published_design_never_changes(draft, administrator):
    change(draft, administrator)
    actions.publish_design(design=draft, by=administrator)

    with pytest.raises(AwardError, match="^design-published$"):
        change(draft, administrator)
    for write in (
        lambda: Design.objects.update(name="อื่น"),
        lambda: DesignSignatory.objects.update(name="อื่น"),
        lambda: DesignSignatory.objects.all().delete(),
        lambda: DesignSignatory.objects.create(design=draft, order=2, name="อื่น"),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            write()


def test_a_copy_begins_as_a_draft_with_everything(draft, administrator):
    change(draft, administrator, seal=CleanedPicture(SEAL, "svg"))
    actions.publish_design(design=draft, by=administrator)
    draft.refresh_from_db()

    copied = actions.copy_design(design=draft, name="สำเนา", by=administrator)

    assert (copied.is_published, copied.copied_from, copied.texts) == (False, draft, draft.texts)
    assert stored_designs.design_of_row(copied) == stored_designs.design_of_row(draft)


def test_a_ceremony_takes_published_designs_of_the_right_kind(draft, administrator):
    plaque = builders.design(administrator, kind="plaque")

    for wrong in (draft, plaque):
        with pytest.raises(AwardError, match="^design-kind$"):
            builders.ceremony(administrator, certificate_design=wrong)


def post(client, design, **values):
    form_data = {"name": design.name, "width": "200", "height": "250", "bleed": "3"}
    form_data |= {f"text-{slot}": text for slot, text in design.texts.items()}
    form_data |= {"signatory-1-name": "ผู้ลงนาม", **values}
    return client.post(reverse("awards:design", args=[design.pk]), form_data)


def test_the_page_keeps_a_drawing_without_what_could_do_harm(client, draft, administrator):
    client.force_login(administrator)
    evil = SEAL.replace(b"<circle", b"<script>x()</script><circle")

    response = post(client, draft, seal=SimpleUploadedFile("seal.svg", evil))

    assert response.status_code == 302
    draft.refresh_from_db()
    with draft.seal.open() as file:
        assert file.read() == SEAL.replace(b"/></svg>", b" /></svg>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("seal.png", b"MZ program", id="a program"),
        pytest.param("seal.svg", b"<html></html>", id="a page"),
        pytest.param("seal.png", b"x" * 600_000, id="too large"),
        pytest.param("seal.pdf", b"%PDF-1.7 x", id="a PDF"),
    ],
)
def test_a_bad_picture_is_an_error_of_its_field(client, draft, administrator, name, content):
    client.force_login(administrator)

    response = post(client, draft, seal=SimpleUploadedFile(name, content))

    assert list(response.context["form"].errors) == ["seal"]
    draft.refresh_from_db()
    assert not draft.seal


def test_a_seal_that_a_busy_machine_could_not_examine_is_not_called_no_picture(
    client, draft, administrator, monkeypatch
):
    client.force_login(administrator)
    monkeypatch.setitem(run_limited.__kwdefaults__, "memory", 100 << 20)

    response = post(client, draft, seal=SimpleUploadedFile("seal.svg", SEAL))

    (message,) = response.context["form"].errors["seal"]
    assert message.startswith("ระบบกำลังใช้งานหนาแน่น จึงตรวจภาพไม่ได้ โปรดลองใหม่")


@pytest.mark.parametrize("trial", TRIALS)
def test_the_preview_is_a_drawing_that_asks_for_nothing(client, draft, administrator, trial):
    client.force_login(administrator)

    response = client.get(reverse("awards:preview-design", args=[draft.pk, trial]))

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; img-src data:"
    assert response.content.startswith(b"<svg ")
    assert b"http://" not in response.content.replace(b"http://www.w3.org/", b"")


def test_a_picture_of_pixels_is_kept_as_one(client, draft, administrator):
    client.force_login(administrator)

    post(client, draft, seal=SimpleUploadedFile("seal.png", files.picture("PNG")))

    draft.refresh_from_db()
    assert draft.seal.name.endswith(".png")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_shown_before_anyone_begins_with_it(client, administrator, layout):
    client.force_login(administrator)

    for page in ("awards:designs", "awards:draft-design"):
        assert reverse("awards:preview-layout", args=[layout]) in client.get(reverse(page)).text
    response = client.get(reverse("awards:preview-layout", args=[layout]))

    assert response.content.startswith(b"<svg ")
    assert client.get(reverse("awards:preview-layout", args=["poster"])).status_code == 404


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_usual_wording_of_a_layout_is_shown_for_each_purpose(client, administrator, layout):
    client.force_login(administrator)
    addresses = [f"{reverse('awards:preview-layout', args=[layout])}?for={purpose}" for purpose in Purpose]

    for page in ("awards:designs", "awards:draft-design"):
        links = re.findall(r'<a href="([^"]+)"', client.get(reverse(page)).text)
        assert [link for link in links if link in addresses] == addresses
    drawings = {client.get(address).content for address in addresses}

    assert (len(drawings), OVERFLOW_DRAWING.encode() in drawings) == (len(addresses), False)


def test_designs_without_a_name_are_named_after_their_layout(client, administrator):
    client.force_login(administrator)

    for _ in range(3):
        client.post(reverse("awards:draft-design"), {"layout": "plaque", "purpose": "area"})

    name = str(LAYOUT_NAMES["plaque"])
    names = Design.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == [name, f"{name} (2)", f"{name} (3)"]


def test_the_page_says_why_a_draft_is_not_published_yet(client, draft, administrator):
    client.force_login(administrator)
    page = reverse("awards:design", args=[draft.pk])

    assert client.get(page).context["publishing_obstacle"] == words.refusal("signatory-missing")
    post(client, draft)
    assert client.get(page).context["publishing_obstacle"] == ""


def test_the_page_takes_pictures_away(client, draft, administrator):
    client.force_login(administrator)
    pictures = {"seal": "seal.svg", "signatory-1-picture": "signature.svg"}
    post(client, draft, **{field: SimpleUploadedFile(name, SEAL) for field, name in pictures.items()})
    draft.refresh_from_db()
    assert draft.seal

    post(client, draft, **{"without-seal": "on", "signatory-1-without": "on"})

    draft.refresh_from_db()
    assert (bool(draft.seal), bool(draft.signatories.get().image)) == (False, False)


def test_a_draft_is_discarded_on_its_page(client, draft, administrator):
    client.force_login(administrator)

    response = client.post(reverse("awards:discard-design", args=[draft.pk]))

    assert (response.url, Design.objects.count()) == (reverse("awards:designs"), 0)
