"""Two administrators, or one and a print run, at the same moment: one name, one valid award of each kind."""

import pytest
from django.utils import timezone

from awards.ceremonies.actions import recipients
from awards.ceremonies.models import Recipient
from awards.designs.domain.kinds import AwardError
from awards.printing.actions import runs
from awards.printing.models import PrintRun
from awards.register.actions import awards as award_actions
from awards.register.actions import renaming
from awards.register.models.awards import Award
from tests import builders
from tests.at_once import meanwhile, needs_server


@pytest.fixture
def ceremony(administrator):
    return builders.ceremony(administrator)


@pytest.fixture
def named(ceremony, administrator):
    return builders.recipient(ceremony, administrator)


def run(ceremony, named, by):
    return lambda: runs.start_run(ceremony=ceremony, recipients=[named.pk], by=by)


def rename(named, name, by):
    return lambda: renaming.rename_and_replace(recipient=named, given_name=name, reason="สะกดผิด", by=by)


def change(named, name, by):
    values = {"given_name": name, "with_certificate": True, "with_plaque": False}
    return lambda: recipients.change_recipient(recipient=named, **values, by=by)


def code_of(outcome):
    assert isinstance(outcome, AwardError), outcome
    return outcome.code


def names():
    """Return the name on the list, and on the awards that are not replaced."""
    on_list = list(Recipient.objects.values_list("given_name", flat=True))
    return on_list, list(Award.objects.not_replaced().values_list("honoured", flat=True))


@needs_server
def test_a_name_is_not_changed_while_it_is_printed(ceremony, named, administrator):
    before = named.given_name

    refused = meanwhile(run(ceremony, named, administrator), change(named, "ชื่ออื่น", administrator))

    assert code_of(refused) == "name-fixed"
    assert names() == ([before], [before])


@needs_server
def test_a_name_that_was_changed_is_printed(ceremony, named, administrator):
    meanwhile(change(named, "ชื่อใหม่", administrator), run(ceremony, named, administrator))

    assert names() == (["ชื่อใหม่"], ["ชื่อใหม่"])


@needs_server
def test_a_name_is_corrected_twice_or_replaced_at_once(ceremony, named, administrator):
    run(ceremony, named, administrator)()
    award = Award.objects.get()

    replaced = meanwhile(
        rename(named, "ชื่อแรก", administrator),
        lambda: award_actions.replace_award(award=award, reason="ชำรุด", by=administrator),
    )
    after_first = names()
    meanwhile(rename(named, "ชื่อสอง", administrator), rename(named, "ชื่อสาม", administrator))
    after_second = names()
    meanwhile(rename(named, "ชื่อสี่", administrator), run(ceremony, named, administrator))

    assert code_of(replaced) == "replaced"
    assert after_first == (["ชื่อแรก"], ["ชื่อแรก"])
    assert after_second == (["ชื่อสาม"], ["ชื่อสาม"])
    assert names() == (["ชื่อสี่"], ["ชื่อสี่"])


@needs_server
def test_an_award_is_revoked_or_its_name_corrected(ceremony, named, administrator):
    run(ceremony, named, administrator)()
    award = Award.objects.get()

    refused = meanwhile(
        lambda: award_actions.revoke_award(award=award, reason="ถอนตัว", by=administrator),
        rename(named, "ชื่อใหม่", administrator),
    )

    assert code_of(refused) == "nothing-valid"
    assert Award.objects.get().is_revoked


@needs_server
@pytest.mark.parametrize("step", ["revoke_award", "reprint_award"])
def test_an_award_of_a_run_is_revoked_or_reprinted_at_once(ceremony, named, administrator, step):
    run(ceremony, named, administrator)()
    Award.objects.update(state="ready", file="x.pdf", sha256="0" * 64, size=1)
    ceremony.runs.update(state="finished", finished_at=timezone.now())
    other = builders.recipient(ceremony, administrator)
    award = Award.objects.get()

    started = meanwhile(
        lambda: award_actions.lock_award(award),
        lambda: runs.start_run(ceremony=ceremony, recipients=[named.pk, other.pk], by=administrator),
        end=lambda: getattr(award_actions, step)(award=award, reason="ถอนตัว", by=administrator),
    )

    assert isinstance(started, PrintRun), started
