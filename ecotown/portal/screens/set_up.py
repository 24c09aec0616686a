"""The set-up of a new installation as steps, each with whether it is done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import TargetArea
from assessments.workflow.models import Cycle
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.configuration.events import Event
from ecotown.configuration.queries import SUBJECT, current, last_test_mail
from indicators.editions.models import Framework

# Kept in the session of who opened the set-up, until its last step is done.
IN_SET_UP = "in-set-up"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the portal does for a step by itself when a button is pressed."""

    url_name: str
    label: Promise
    sentence: Promise


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """A step of the set-up: what is to be done, on which page, whether it is done, and what helps."""

    name: str
    title: Promise
    sentence: Promise
    url_name: str
    label: Promise
    is_done: bool
    offer: Offer | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class SetUp:
    """The steps in their order; it can be left at any time, since each step is done on its own page."""

    steps: tuple[SetUpStep, ...]

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_done(self) -> bool:
        return self.done_count == len(self.steps)

    @property
    def next_step(self) -> SetUpStep | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)


def set_up() -> SetUp:
    """Return the steps as they are now; one query each, two for the mail."""
    return SetUp(
        (_contact_step(), _mail_step(), _edition_step(), _areas_step(), _people_step(), _cycle_step())
    )


def _contact_step() -> SetUpStep:
    return SetUpStep(
        "contact",
        _("Department and contact"),
        _("Whom people ask for help; it stands at the foot of every page and in every mail."),
        "configuration:contact",
        _("Enter the contact"),
        bool(current().contact),
    )


def _mail_step() -> SetUpStep:
    return SetUpStep(
        "mail",
        _("Mail"),
        _("A mail to yourself shows whether invitations and notices arrive."),
        "configuration:system",
        _("Send a test mail"),
        _mail_arrives(),
    )


def _edition_step() -> SetUpStep:
    """Return the step of the edition; the working edition is offered while there is none at all."""
    editions = set(Framework.objects.values_list("status", flat=True))
    offer = Offer(
        "indicators:load-working-edition",
        _("Load the working edition"),
        _(
            "It comes with the portal as a draft. It is not the official one, and every page "
            "says so, until the department loads its own."
        ),
    )
    return SetUpStep(
        "edition",
        _("Criteria edition"),
        _("A draft is there. Open it, read its check list and publish it.")
        if editions == {Framework.Status.DRAFT}
        else _("The indicators and thresholds of an edition, checked and published."),
        "indicators:edition-list",
        _("Open the editions"),
        Framework.Status.PUBLISHED in editions,
        None if editions else offer,
    )


def _areas_step() -> SetUpStep:
    """Return the step of the areas; the public list is offered while there is no area."""
    has_areas = TargetArea.objects.exists()
    offer = Offer(
        "areas:load-public-list",
        _("Load the public list"),
        _("Provinces, public holidays, and the areas that public sources name, with each source."),
    )
    return SetUpStep(
        "areas",
        _("Target areas"),
        _("The areas that are assessed; the full list can be imported from a workbook."),
        "areas:list",
        _("Open the register"),
        has_areas,
        None if has_areas else offer,
    )


def _people_step() -> SetUpStep:
    return SetUpStep(
        "people",
        _("A second administrator"),
        _("Many steps need two: a third administrator, a lost second factor, an erasure."),
        "people:invite",
        _("Invite a person"),
        User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() > 1,
        query=f"?role={Role.ADMINISTRATOR}",
    )


def _cycle_step() -> SetUpStep:
    return SetUpStep(
        "cycle",
        _("The first cycle"),
        _("The fiscal year with its edition, its dates and the areas that take part."),
        "assessments:open-cycle",
        _("Open a cycle"),
        Cycle.objects.exists(),
    )


def _mail_arrives() -> bool:
    """Return whether the last mail of a test left; once its row was deleted in time, the history counts."""
    mail = last_test_mail()
    if mail is None:
        return recording.events_of(SUBJECT).filter(name=Event.MAIL_TESTED).exists()
    return mail.state == "sent"
