"""Changing settings: what is stored and recorded, and what is refused."""

from dataclasses import replace
from datetime import time

import pytest
from django.db import IntegrityError, transaction

from assessments.workflow.domain import Status
from awards.register.actions import awards as award_actions
from ecotown.common.history import recording
from ecotown.configuration import actions, queries
from ecotown.configuration.domain import DEFAULTS, FIELDS, RANGES, ConfigurationError, Group, seal
from ecotown.configuration.models import StoredConfiguration
from tests.at_once import meanwhile, needs_server
from tests.configuration.emblems import stored_emblem


def change(group, by, seen=None, **values):
    return actions.change_settings(group=group, values=values, seen=seen, by=by)


def test_a_change_is_stored_and_recorded_with_old_and_new_values(administrator):
    change(Group.DEADLINES, administrator, digest_time=time(8), minutes_days=20, due_soon_days=7)

    (event,) = recording.events_of("configuration")
    assert queries.stored() == replace(DEFAULTS, digest_time=time(8), minutes_days=20)
    assert (event.name, event.by, event.data) == (
        "settings-changed",
        administrator,
        {
            "group": "deadlines",
            "changes": {"digest_time": ["07:30:00", "08:00:00"], "minutes_days": [15, 20]},
        },
    )


def test_saving_what_is_stored_records_nothing(administrator):
    change(Group.DEADLINES, administrator, minutes_days=DEFAULTS.minutes_days)

    assert not recording.events_of("configuration").exists()


def test_what_somebody_else_changed_since_is_not_overwritten(administrator):
    seen = seal(DEFAULTS, Group.DEADLINES)
    change(Group.DEADLINES, administrator, minutes_days=20)

    with pytest.raises(ConfigurationError, match="^changed-meanwhile$"):
        change(Group.DEADLINES, administrator, seen, minutes_days=10)
    assert queries.stored().minutes_days == 20


def test_a_change_of_another_group_does_not_matter(administrator):
    seen = seal(DEFAULTS, Group.CONTACT)
    change(Group.DEADLINES, administrator, minutes_days=20)

    change(Group.CONTACT, administrator, seen, contact_name="กองพัฒนาอุตสาหกรรมเชิงนิเวศ")

    assert queries.stored() == replace(DEFAULTS, minutes_days=20, contact_name="กองพัฒนาอุตสาหกรรมเชิงนิเวศ")


def test_a_refused_change_stores_and_records_nothing(administrator):
    with pytest.raises(ConfigurationError, match="^signatory-order$"):
        change(Group.SIGNATORIES, administrator, second_signatory_name="ข")

    assert (queries.stored(), recording.events_of("configuration").count()) == (DEFAULTS, 0)


def test_files_are_not_larger_than_the_server_in_front_lets_through(administrator, settings):
    settings.UPLOAD_MAX_MB = 20

    with pytest.raises(ConfigurationError, match="^above-upload-limit$"):
        change(Group.LIMITS, administrator, evidence_max_mb=21)
    assert change(Group.LIMITS, administrator, evidence_max_mb=20).evidence_max_mb == 20


def test_a_smaller_server_keeps_nobody_from_changing_other_settings(administrator, settings):
    settings.UPLOAD_MAX_MB = 20

    assert change(Group.DEADLINES, administrator, minutes_days=20).minutes_days == 20


def test_numbers_that_awards_of_the_other_kind_have_are_refused(at, administrator):
    award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)

    with pytest.raises(ConfigurationError, match="^number-of-other-kind$"):
        change(
            Group.NUMBERS,
            administrator,
            certificate_number="{number}-{year}",
            plaque_number="{number}/{year}",
        )


@pytest.mark.parametrize(
    "values",
    [
        *({name: greatest + 1} for name, (_least, greatest) in RANGES.items()),
        {"signatory_position": "อธิบดี"},
        {"second_signatory_name": "ข"},
        {"third_signatory_position": "อธิบดี"},
        {"certificate_number": "{number}"},
        {"plaque_number": "{number}/{year}"},
        {"emblem": "designs/x.png"},
        {"session_idle_minutes": 9},
        {"session_idle_minutes": 61, "session_hours": 1},
        {"id": 2},
    ],
    ids=lambda values: next(iter(values)),
)
def test_the_database_refuses_what_does_not_fit(db, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredConfiguration.objects.create(**values)


@needs_server
def test_two_changes_at_once_follow_each_other(administrator):
    meanwhile(
        lambda: change(Group.DEADLINES, administrator, minutes_days=20),
        lambda: change(Group.CONTACT, administrator, contact_name="ศูนย์"),
    )

    assert queries.stored() == replace(DEFAULTS, minutes_days=20, contact_name="ศูนย์")


@needs_server
def test_of_two_who_change_the_same_group_at_once_the_second_is_told(administrator):
    seen = seal(DEFAULTS, Group.DEADLINES)

    refused = meanwhile(
        lambda: change(Group.DEADLINES, administrator, seen, minutes_days=20),
        lambda: change(Group.DEADLINES, administrator, seen, minutes_days=10),
    )

    assert (refused.code, queries.stored().minutes_days) == ("changed-meanwhile", 20)


def test_every_setting_of_every_group_can_be_changed(administrator):
    """Each number to its least, each text to another one; what is stored is what was asked for."""
    others = {name: least for name, (least, _greatest) in RANGES.items()} | {
        "award_thai_digits": False,
        "digest_time": time(6),
        "certificate_number": "ก {number}/{year}",
        "plaque_number": "ข {number}/{year}",
        "emblem": stored_emblem(),
        "session_idle_minutes": 30,
    }
    for group in Group:
        change(group, administrator, **{name: others.get(name, "x") for name in FIELDS[group]})

    stored = queries.stored()
    assert [name for name in queries.COLUMNS if getattr(stored, name) == getattr(DEFAULTS, name)] == []
