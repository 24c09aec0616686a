"""The settings as plain values: which fit together, and how awards may be numbered."""

from dataclasses import replace

import pytest

from ecotown.configuration.domain import (
    DEFAULTS,
    RANGES,
    ConfigurationError,
    Contact,
    Group,
    Signatory,
    check_configuration,
    is_number_format,
    seal,
)


def test_the_defaults_fit_together():
    check_configuration(DEFAULTS)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        *(
            pytest.param({name: number}, "value-out-of-range", id=f"{name} {number}")
            for name, (least, greatest) in RANGES.items()
            for number in (least - 1, greatest + 1)
        ),
        pytest.param({"plaque_number": "{number}"}, "number-parts", id="a number without year"),
        pytest.param({"plaque_number": "{number}/{year}"}, "numbers-alike", id="one format for both"),
        pytest.param({"signatory_position": "อธิบดี"}, "position-without-name", id="a position alone"),
        pytest.param({"session_idle_minutes": 9}, "warning-too-early", id="a warning too early"),
        pytest.param(
            {"session_idle_minutes": 61, "session_hours": 1},
            "idle-longer-than-session",
            id="a long idle time",
        ),
        pytest.param({"second_signatory_name": "ข"}, "signatory-order", id="a second without a first"),
        pytest.param(
            {"signatory_name": "ก", "third_signatory_name": "ค"}, "signatory-order", id="no second one"
        ),
    ],
)
def test_settings_that_do_not_fit_are_refused(values, code):
    with pytest.raises(ConfigurationError, match=f"^{code}$"):
        check_configuration(replace(DEFAULTS, **values))


@pytest.mark.parametrize(
    ("text", "is_possible"),
    [
        ("{number}/{year}", True),
        ("กรอ. {number} - {year}", True),
        ("{year}/{number}", True),
        ("{number}", False),
        ("EIT {year}", False),
        ("{number}{year}", False),
        ("{number} {year}", False),
        ("{number}/{number}/{year}", False),
        ("{number}/{year}/{town}", False),
        ("{number}/{year}/{0}", False),
        ("{number.real}/{year}", False),
        ("{number}/{year}}", False),
        ("", False),
    ],
)
def test_a_format_of_numbers_has_both_parts_once_and_apart(text, is_possible):
    assert is_number_format(text) is is_possible


def test_who_signs_stands_in_order_without_empty_places():
    signing = replace(DEFAULTS, signatory_name="ก", signatory_position="อธิบดี", second_signatory_name="ข")

    assert (DEFAULTS.signatories, signing.signatories) == (
        (),
        (Signatory("ก", "อธิบดี"), Signatory("ข", "")),
    )


def test_weaknesses_are_told_to_the_contact_unless_somebody_else_is_named():
    named = replace(DEFAULTS, contact_mail="help@portal.example")

    assert [
        settings.weakness_mail
        for settings in (DEFAULTS, named, replace(named, security_mail="s@portal.example"))
    ] == ["", "help@portal.example", "s@portal.example"]


def test_the_contact_of_the_demonstration_is_known_as_made_up():
    assert [Contact("", "", mail).is_made_up for mail in ("a@ecotown.invalid", "a@portal.example")] == [
        True,
        False,
    ]


def test_a_seal_changes_with_the_settings_of_its_group_alone():
    changed = replace(DEFAULTS, minutes_days=16)

    assert [seal(changed, group) == seal(DEFAULTS, group) for group in Group] == [
        group != Group.DEADLINES for group in Group
    ]
