"""Django app configuration of personal data."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.registry import Section, declare_settings_page


class PersonalDataConfig(AppConfig):
    name = "ecotown.personal_data"
    label = "personal_data"

    def ready(self):
        """Register the page of the settings, the words of refusals and the steps; load the permission."""
        from ecotown.accounts.models import User  # noqa: PLC0415
        from ecotown.people.registry import (  # noqa: PLC0415
            WorkAboutPeople,
            WorkToHandOver,
            declare_closed_for_ever,
            declare_open_work,
            declare_work_about_people,
        )
        from ecotown.personal_data import (  # noqa: PLC0415 models are not there before
            actions,
            queries,
            rules,  # noqa: F401
            screens,
        )
        from ecotown.personal_data.views import declare  # noqa: PLC0415

        declare()
        screens.declare()
        declare_closed_for_ever(queries.is_erased)
        declare_open_work(
            WorkToHandOver(
                "erasures",
                _("Erasures that wait for another administrator"),
                _("Withdraw the request"),
                queries.erasures_of,
                lambda _person: User.objects.none(),
                actions.withdraw_for,
            )
        )
        declare_work_about_people(
            WorkAboutPeople(
                action=_("Decide on the erasure"),
                rows_of=queries.erasures_waiting_for,
                url_of=lambda pk, _person: reverse("personal_data:erasure", args=[pk]),
                list_url_name="personal_data:register",
                detail="reason",
            ),
            WorkAboutPeople(
                action=_("Ask for the copy again"),
                rows_of=queries.failed_copies,
                url_of=lambda _pk, _person: f"{reverse('personal_data:register')}#copies",
                list_url_name="personal_data:register",
            ),
        )
        declare_settings_page(
            Section.SYSTEM,
            "personal_data:register",
            permission="personal_data.manage",
            title=_("Personal data"),
            sentence=_("What is kept of people, why and for how long; copies and erasure."),
        )
