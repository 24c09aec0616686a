"""No document claims what was not granted: every kind of design with every kind of recipient."""

import json
from itertools import product
from typing import NamedTuple

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.workflow.models import Assessment
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs import actions
from awards.designs.actions import SignatoryInput
from awards.designs.domain.arrangement import fixed_texts, scaled_layout
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.domain.purposes import DESIGN_FIELDS, Purpose
from awards.designs.models import Design
from awards.pages import words as pages_words
from awards.pages.forms.ceremonies import CeremonyForm
from awards.printing import queries
from awards.printing import words as printing_words
from awards.printing.actions import runs
from awards.printing.documents import announcer_script
from awards.printing.documents.samples import sample_awards
from awards.register.actions import renaming
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from awards.verification import documents
from ecotown.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db
# Every kind of recipient: whether it shares the resolution on its area, and the purpose of its awards.
RECIPIENTS = {
    "an area": (RecipientKind.AREA, False, Purpose.AREA),
    "a local government of the area": (RecipientKind.LOCAL_GOVERNMENT, True, Purpose.PARTNER),
    "an organisation of the area": (RecipientKind.ORGANISATION, True, Purpose.PARTNER),
    "a local government by name": (RecipientKind.LOCAL_GOVERNMENT, False, Purpose.NAMED),
    "an organisation by name": (RecipientKind.ORGANISATION, False, Purpose.NAMED),
    "a factory": (RecipientKind.FACTORY, False, Purpose.NAMED),
    "a network": (RecipientKind.NETWORK, False, Purpose.NAMED),
}
CLAIM, RESOLUTION = "เป็นเมืองอุตสาหกรรมเชิงนิเวศ", "มติ"


class Shared(NamedTuple):
    """The keys of what the tests share; each test reads the rows anew."""

    designs: dict[tuple[str, str], int]
    ceremony: int
    recipients: dict[str, int]


@pytest.fixture(scope="module")
def shared(module_published, module_people):
    """Plan a ceremony once: designs of every kind for every purpose, recipients of every kind."""
    by = module_people.administrator
    designs = {made_for: published_design(*made_for, by=by) for made_for in DESIGN_FIELDS.values()}
    fitting = {column: designs[made_for] for column, made_for in DESIGN_FIELDS.items()}
    ceremony = builders.ceremony(by, fiscal_year=module_published.cycle.year, **fitting)
    recipients = {name: listed(ceremony, name, module_published, by=by) for name in RECIPIENTS}
    return Shared(keys_of(designs), ceremony.pk, keys_of(recipients))


def listed(ceremony, name, published, *, by):
    """List a recipient of RECIPIENTS, with a certificate and a plaque."""
    kind, by_resolution, _purpose = RECIPIENTS[name]
    if kind == RecipientKind.AREA:
        (area,) = recipient_actions.add_areas(
            ceremony=ceremony, assessments=[published], with_plaque=True, by=by
        )
        return area
    facts = {"kind": kind, "area": published.area, "by_resolution": by_resolution}
    return builders.recipient(ceremony, by, **facts, with_plaque=True)


def keys_of(rows):
    return {name: row.pk for name, row in rows.items()}


@pytest.fixture
def administrator(db, module_people):
    return User.objects.get(pk=module_people.administrator.pk)


@pytest.fixture
def published(db, module_published):
    return Assessment.objects.get(pk=module_published.pk)


@pytest.fixture
def designs(db, shared):
    """Return a published design of every kind for every purpose, with the usual wording."""
    return {made_for: Design.objects.get(pk=pk) for made_for, pk in shared.designs.items()}


@pytest.fixture
def ceremony(db, shared):
    return Ceremony.objects.get(pk=shared.ceremony)


@pytest.fixture
def recipients(db, shared):
    """Return a recipient of every kind, each with a certificate and a plaque."""
    return {name: Recipient.objects.get(pk=pk) for name, pk in shared.recipients.items()}


def published_design(kind, purpose, *, by):
    layout = {"certificate": "certificate-portrait", "plaque": "plaque"}[kind]
    design = actions.draft_design(name=f"{kind} {purpose}", layout=layout, purpose=purpose, by=by)
    signatories = [SignatoryInput("ผู้ลงนาม", "อธิบดี")]
    fields = {"name": design.name, "texts": design.texts, "sizes": {}, "signatories": signatories}
    design = actions.change_design(design=design, **fields, by=by)
    return actions.publish_design(design=design, by=by)


def text_of(award):
    """Return all texts of a document."""
    words = award_documents.texts_of_award(award)
    fixed = [text for _slot, text in fixed_texts(award_documents.design_of_award(award))]
    boxes = {slot.name for slot in scaled_layout(award_documents.design_of_award(award)).slots}
    own = [text for slot, text in words.texts.items() if slot in boxes]
    return " ".join([*fixed, words.recipient, *own])


def test_a_ceremony_offers_fitting_designs_only(designs, administrator):
    builders.design(administrator, published_by=None, published_at=None)

    form = CeremonyForm()

    offered = {column: list(form.fields[column].queryset) for column in DESIGN_FIELDS}
    assert offered == {column: [designs[made_for]] for column, made_for in DESIGN_FIELDS.items()}


UNFIT = [
    (column, made_for)
    for column, made_for in product(DESIGN_FIELDS, DESIGN_FIELDS.values())
    if DESIGN_FIELDS[column] != made_for
]


def test_the_form_refuses_every_other_design_and_says_why(designs):
    refused = {
        (column, made_for): CeremonyForm({column: designs[made_for].pk}).errors.get(column)
        for column, made_for in UNFIT
    }

    assert refused == {key: [pages_words.refusal("design-purpose")] for key in UNFIT}


def test_the_action_refuses_every_other_design(designs, ceremony, administrator):
    refused = {}
    for column, made_for in UNFIT:
        with pytest.raises(AwardError) as caught:
            builders.ceremony(administrator, **{column: designs[made_for]})
        refused[column, made_for] = caught.value.code

    assert refused == {
        (column, made_for): "design-kind" if DESIGN_FIELDS[column][0] != made_for[0] else "design-purpose"
        for column, made_for in UNFIT
    }
    assert list(Ceremony.objects.all()) == [ceremony]


def test_the_database_refuses_every_other_design_of_a_ceremony(designs, ceremony):
    refused = []
    for column, made_for in product(DESIGN_FIELDS, DESIGN_FIELDS.values()):
        try:
            with transaction.atomic():
                Ceremony.objects.update(**{column: designs[made_for]})
        except IntegrityError:
            refused.append((column, made_for))

    assert refused == UNFIT


def test_the_database_refuses_a_draft_for_a_ceremony(ceremony, administrator):
    draft = builders.design(administrator, published_by=None, published_at=None)

    with pytest.raises(IntegrityError, match="made for something else"), transaction.atomic():
        Ceremony.objects.update(certificate_design=draft)


def test_the_database_refuses_every_award_in_a_design_for_another_purpose(
    designs, ceremony, recipients, administrator
):
    combinations = list(product(recipients.items(), AwardKind, [*designs, None]))
    accepted = []
    for number, ((name, recipient), kind, kind_and_purpose) in enumerate(combinations, 1):
        (award,) = sample_awards(ceremony, [(recipient, kind)])
        award.running_number, award.design = number, designs.get(kind_and_purpose)
        award.code, award.issued_by = str(number), administrator
        award.asked_at = award.issued_at = timezone.now()
        try:
            with transaction.atomic():
                award.save()
                accepted.append((name, kind, kind_and_purpose))
                transaction.set_rollback(True)
        except IntegrityError:
            continue

    fitting = [(name, kind, (kind, RECIPIENTS[name][2])) for name, kind in product(RECIPIENTS, AwardKind)]
    # An area may have the design of the portal, which certifies areas.
    of_the_portal = [("an area", kind, None) for kind in AwardKind]
    assert sorted(accepted, key=str) == sorted(fitting + of_the_portal, key=str)


def test_the_database_refuses_another_design_afterwards(designs, ceremony, recipients, administrator):
    runs.start_run(ceremony=ceremony, recipients=[recipients["a factory"].pk], by=administrator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(kind="plaque").update(design=designs[AwardKind.PLAQUE, Purpose.AREA])
    assert Award.objects.get(kind="plaque").design == designs[AwardKind.PLAQUE, Purpose.NAMED]


@pytest.mark.parametrize("kind", [RecipientKind.FACTORY, RecipientKind.NETWORK])
def test_the_database_lets_no_factory_and_no_network_share_a_resolution(recipients, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(kind=kind).update(by_resolution=True)


def test_a_run_prints_each_in_the_design_made_for_it_and_claims_no_more(ceremony, recipients, administrator):
    chosen = [recipient.pk for recipient in recipients.values()]

    runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)

    names = {recipient.pk: name for name, recipient in recipients.items()}
    claims = {}
    for item in ceremony.runs.get().items.select_related("award__design", "recipient"):
        text, award = text_of(item.award), item.award
        made_for = (award.design.kind, award.design.purpose)
        claims[names[item.recipient.pk], award.kind] = (*made_for, CLAIM in text, RESOLUTION in text)
    assert claims == {
        (name, kind.value): (
            kind,
            purpose,
            purpose == Purpose.AREA,
            # The plaque has no box for a meeting.
            kind == AwardKind.CERTIFICATE and purpose != Purpose.NAMED,
        )
        for (name, (_kind, _shares, purpose)), kind in product(RECIPIENTS.items(), AwardKind)
    }


def test_a_machine_reads_a_certification_of_areas_only(ceremony, recipients, administrator, settings):
    settings.CREDENTIAL_KEY = ""
    chosen = [recipient.pk for recipient in recipients.values()]
    runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)

    read = {}
    for item in ceremony.runs.get().items.filter(award__kind="certificate"):
        award = item.award
        award.level_rule = award.assessment_id and award.assessment.cycle.framework.level_rules.first()
        document = documents.credential_document(award, documents.demonstration_issuer())
        text = json.dumps(document, ensure_ascii=False)
        achievement = document["credentialSubject"]["achievement"]["achievementType"]
        read[award.purpose] = (achievement, CLAIM in text, RESOLUTION in text)

    assert read == {
        Purpose.AREA: ("Certification", True, True),
        Purpose.PARTNER: ("Award", False, True),
        Purpose.NAMED: ("Award", False, False),
    }


def test_everyone_who_verifies_reads_what_was_honoured(client, ceremony, recipients, administrator):
    runs.start_run(
        ceremony=ceremony, recipients=[recipient.pk for recipient in recipients.values()], by=administrator
    )

    pages = {
        item.award.purpose: client.get(reverse("awards:verify", args=[item.award.code])).text
        for item in ceremony.runs.get().items.all()
    }

    phrases = ("ได้รับการรับรองเป็น", "ระดับที่รับรอง", "ไม่ใช่การรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ", "วันที่ประชุม")
    phrases_shown = {purpose: tuple(phrase in page for phrase in phrases) for purpose, page in pages.items()}
    assert phrases_shown == {
        Purpose.AREA: (False, True, False, True),
        Purpose.PARTNER: (False, False, False, True),
        Purpose.NAMED: (False, False, True, False),
    }


def test_the_announcer_calls_only_areas_certified(ceremony, recipients):
    script = announcer_script.announcer_script_of(queries.run_sheet_of(ceremony))

    sentences_by_purpose = {part.line.recipient.purpose: " ".join(part.sentences) for part in script.parts}
    assert {
        purpose: "ได้รับการรับรองเป็น" in sentences for purpose, sentences in sentences_by_purpose.items()
    } == {
        Purpose.AREA: True,
        Purpose.PARTNER: False,
        Purpose.NAMED: False,
    }


def test_a_partner_whose_area_lost_its_level_is_named_and_not_printed(
    ceremony, recipients, published, administrator
):
    partner = recipients["a local government of the area"]
    builders.correct(published, by=administrator, level=0)

    with pytest.raises(AwardError, match="^nothing-printable$") as caught:
        runs.start_run(ceremony=ceremony, recipients=[partner.pk], by=administrator)

    reason = f"{partner.name}: {printing_words.UNPRINTABLE['no-level']}"
    assert (caught.value.detail, Award.objects.exists()) == (reason, False)


def test_a_replacement_has_the_design_of_the_current_purpose(
    designs, ceremony, recipients, published, administrator
):
    by_name = recipients["a local government by name"]
    runs.start_run(ceremony=ceremony, recipients=[by_name.pk], by=administrator)
    shared = {"area": published.area, "by_resolution": True}

    replaced = renaming.rename_and_replace(recipient=by_name, **shared, reason="ร่วมมติ", by=administrator)

    assert {award.kind: (award.purpose, award.design) for award in replaced} == {
        kind: (Purpose.PARTNER, designs[kind, Purpose.PARTNER]) for kind in AwardKind
    }


def test_the_samples_name_recipients_whose_level_was_taken_back(
    client, ceremony, recipients, published, administrator
):
    client.force_login(administrator)
    builders.correct(published, by=administrator, level=0)

    page = client.get(reverse("awards:samples", args=[ceremony.pk]))

    without_level = {"an area", "a local government of the area", "an organisation of the area"}
    refused = {award.line.recipient.pk for award in page.context["check"].unprintable}
    assert refused == {recipients[name].pk for name in without_level}
    assert page.text.count(str(printing_words.UNPRINTABLE["no-level"])) == len(without_level)


@pytest.mark.parametrize("name", ["an area", "a local government of the area"])
def test_there_is_no_sample_of_what_is_not_granted_any_more(
    client, ceremony, recipients, published, administrator, name
):
    client.force_login(administrator)
    builders.correct(published, by=administrator, level=0)

    response = client.get(reverse("awards:sample", args=[ceremony.pk, recipients[name].pk, "certificate"]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["ceremony", "announcer-script", "arrange-recipients", "ceremony-history"])
def test_the_pages_of_a_ceremony_stand_when_a_level_was_taken_back(
    client, ceremony, recipients, published, administrator, name
):
    client.force_login(administrator)
    builders.correct(published, by=administrator, level=0)

    response = client.get(reverse(f"awards:{name}", args=[ceremony.pk]))

    assert response.status_code == 200
