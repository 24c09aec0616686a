"""Every page by which administrators keep settings, people, cycles, areas and past years, wide and narrow."""

import pytest

from areas.models import Province
from assessments.entry.actions import entries
from ecotown.accounts.models import Role
from ecotown.common.files.pictures import CleanedPicture
from ecotown.configuration import actions, results
from ecotown.configuration.domain import Group
from tests import builders
from tests.addresses.invited import add_invited_person
from tests.addresses.published import publish
from tests.addresses.registered import add_registered_area
from tests.addresses.table import ADDRESSES
from tests.browser.pages import scrolls_sideways
from tests.configuration.emblems import EMBLEM

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ROOMS = ("configuration:", "people:", "areas:", "personal_data:", "past_years:")
PAGES = {
    *("portal:settings", "portal:set-up", "accounts:locks", "assessments:cycles", "assessments:cycle"),
    *("assessments:open-cycle", "assessments:move-dates", "assessments:close-cycle"),
    *("assessments:reopen-cycle", "assessments:add-areas-to-cycle"),
}
# What is no page: files, and an address that leads to one.
FILES = {
    *("areas:workbook", "areas:boundary", "areas:announcement-file", "people:import-form", "people:letter"),
    *("personal_data:download", "past_years:form", "configuration:emblem-picture"),
}


def is_page_of_administrators(address):
    """Return whether an administrator opens a page of the settings by this address."""
    is_of_settings = address.name in PAGES or address.name.startswith(ROOMS)
    return is_of_settings and address.name not in FILES and address.get is not None and address.get[-1] == 200


@pytest.fixture
def published(framework):
    """Publish an assessment, and build what stands on the pages: people, areas, a loaded year, settings."""
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    people = builders.People(
        builders.officer_of(province),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ADMINISTRATOR),
    )
    builders.officer_of(builders.ProvinceBuilder(name_th="ระยอง"))
    draft = entries.open_assessment(
        area=builders.AreaBuilder(province=province),
        cycle=builders.CycleBuilder(framework=framework),
        by=None,
    )
    builders.load_year(builders.AreaBuilder(province=province), by=people.officer)
    assessment = publish(draft, people)
    add_registered_area(people.administrator)
    add_invited_person(Province.objects.get(pk=province.pk))
    name = results.store_emblem(CleanedPicture(EMBLEM, "svg"))
    actions.change_settings(group=Group.EMBLEM, values={"emblem": name}, by=people.administrator)
    builders.set_setting(emblem=name)
    return assessment, people.administrator


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_of_the_settings_is_accessible_and_stays_within_its_window(
    sign_in, site, published, accessible, viewport
):
    assessment, administrator = published
    page = sign_in(administrator, viewport=viewport)
    addresses = [address for address in ADDRESSES if is_page_of_administrators(address)]

    too_wide = []
    for address in addresses:
        answer = page.goto(f"{site}{address.url_for(assessment)}")
        assert (address.name, answer.status) == (address.name, 200)
        accessible(page)
        too_wide += [address.name] if scrolls_sideways(page) else []

    assert too_wide == []
    assert len(addresses) > 40
