"""The register of personal data: complete, in words, and shown to everyone."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import override

from ecotown.configuration.domain import FIELDS, RANGES, Group
from ecotown.personal_data import domain, queries, words
from ecotown.personal_data.domain import REGISTER, AtErasure, Basis, Expiry, Kept, Period
from tests import builders

COLUMNS = {column for kept in REGISTER for column in kept.columns}
# Tables of other packages, which hold how people sign in: what `sign-in` of the register means.
SIGN_IN_APPS = {"account", "mfa", "socialaccount", "usersessions"}


def test_every_column_of_the_register_exists():
    for column in sorted(COLUMNS):
        model, _dot, name = column.rpartition(".")
        assert apps.get_model(model)._meta.get_field(name)


def test_every_column_with_an_address_stands_in_the_register():
    addresses = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField | models.GenericIPAddressField)
        and model._meta.app_label not in SIGN_IN_APPS
    }

    assert addresses - COLUMNS == set()


def test_every_expiry_names_a_time():
    kinds = {
        type(apps.get_model(expiry.model)._meta.get_field(expiry.column))
        for kept in REGISTER
        for expiry in kept.expiries
    }

    assert kinds == {models.DateTimeField, models.DateField}


def test_every_row_has_words_and_no_other():
    assert words.TEXTS.keys() == domain.BY_KEY.keys()
    assert set(words.BASES) == set(Basis)
    assert set(words.AT_ERASURE) == set(AtErasure)


@pytest.mark.parametrize(
    ("register", "message"),
    [
        ([Kept("a", Basis.CONSENT, AtErasure.KEPT, Period.RECORD)] * 2, "twice"),
        ([Kept("a", Basis.CONSENT, AtErasure.KEPT, Period.RECORD, days=3)], "belong together"),
        (
            [Kept("a", Basis.CONSENT, AtErasure.KEPT, Period.RECORD, expiries=(Expiry("x", "y"),))],
            "belong together",
        ),
        (
            [Kept("a", Basis.CONSENT, AtErasure.KEPT, Period.SET, days=3, expiries=(Expiry("x", "y"),))],
            "set or",
        ),
    ],
    ids=["a key twice", "a time without rows", "rows without a time", "a set period with a time"],
)
def test_a_faulty_register_is_refused(register, message):
    with pytest.raises(ValueError, match=message):
        domain.check_register(register)


@pytest.mark.django_db
def test_everyone_reads_the_register(client):
    with override("th"):
        page = client.get(reverse("portal:privacy")).content.decode()

        assert [line.key for line in queries.register_lines() if str(line.what) not in page] == []


@pytest.mark.django_db
def test_an_administrator_sees_the_register_and_that_nothing_was_asked_for(client, administrator):
    client.force_login(administrator)

    page = client.get(reverse("personal_data:register")).content.decode()

    assert "บันทึกรายการข้อมูลส่วนบุคคล" in page
    assert "ยังไม่มีการขอสำเนาข้อมูล" in page
    assert "ยังไม่มีคำขอลบข้อมูล" in page


def test_each_period_is_set_within_bounds_or_fixed_with_the_reason():
    lines = {line.key: line for line in queries.register_lines()}

    settings = [kept.setting for kept in REGISTER if kept.setting]
    assert set(settings) <= set(RANGES) & set(FIELDS[Group.RETENTION])
    assert {key for key, line in lines.items() if line.period == words.PERIODS[Period.SET]} == {
        *("notices", "mails", "views", "visitors"),
    }
    assert set(words.PERIODS) == set(Period)


@pytest.mark.parametrize("page", ["portal:privacy", "personal_data:register", "personal_data:own"])
def test_a_period_that_was_set_stands_on_every_page_of_the_register(client, administrator, page):
    builders.set_setting(notice_days=400)
    client.force_login(administrator)

    assert "400 วัน" in client.get(reverse(page)).text
