"""Typed texts and standard wordings claim a certification for areas only."""

import pytest

from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.designs import actions
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.layouts import LAYOUTS
from awards.designs.domain.purposes import Purpose
from awards.pages import words
from awards.pages.forms.recipients import RecipientForm
from tests import builders

pytestmark = pytest.mark.django_db
CLAIM, RESOLUTION = "เป็นเมืองอุตสาหกรรมเชิงนิเวศ", "มติ"


@pytest.mark.parametrize("kind", [RecipientKind.FACTORY, RecipientKind.NETWORK])
def test_the_form_of_a_recipient_offers_no_resolution_to_share(ceremony, kind):
    typed = {"kind": kind.value, "given_name": "ก", "given_recognition": "ข", "with_certificate": "on"}

    form = RecipientForm(typed | {"by_resolution": "on"}, ceremony=ceremony)

    assert set(form.errors) == {"area", "by_resolution"}
    assert form.errors["by_resolution"] == [words.refusal("kind-shares-no-resolution")]
    assert "by_resolution" not in RecipientForm(kind=kind, ceremony=ceremony).fields


@pytest.mark.parametrize("field", ["given_name", "given_recognition"])
def test_the_form_and_the_action_refuse_what_claims_a_certification(ceremony, administrator, field):
    claim = "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 4"
    typed = {"kind": "factory", "given_name": "ก", "given_recognition": "ข", "with_plaque": "on"}

    form = RecipientForm(typed | {field: claim}, ceremony=ceremony)

    assert form.errors == {field: [words.refusal("certification-claimed")]}
    with pytest.raises(AwardError, match="^certification-claimed$"):
        builders.recipient(ceremony, administrator, **{field: claim})


@pytest.mark.parametrize("purpose", [Purpose.PARTNER, Purpose.NAMED])
def test_no_wording_of_a_design_for_others_claims_a_certification(administrator, purpose):
    design = actions.draft_design(name="แบบ", layout="plaque", purpose=purpose, by=administrator)
    fields = {"name": "แบบ", "sizes": {}, "signatories": []}

    with pytest.raises(AwardError, match="^certification-claimed$"):
        claim = design.texts | {"granted": "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ"}
        actions.change_design(design=design, texts=claim, **fields, by=administrator)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("purpose", Purpose)
def test_the_usual_wording_claims_what_a_purpose_has(administrator, layout, purpose):
    design = actions.draft_design(name="แบบ", layout=layout, purpose=purpose, by=administrator)

    wording = " ".join(design.texts.values())
    is_area = purpose == Purpose.AREA
    assert (CLAIM in wording, RESOLUTION in wording) == (is_area, is_area and layout != "plaque")


def test_a_copy_keeps_the_purpose(administrator):
    design = actions.draft_design(name="แบบ", layout="plaque", purpose=Purpose.NAMED, by=administrator)

    copied = actions.copy_design(design=design, name="สำเนา", by=administrator)

    assert copied.purpose == Purpose.NAMED
