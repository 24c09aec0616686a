"""Command that removes the second factors of a person who lost them, where two administrators cannot."""

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from ecotown.accounts import actions, queries
from ecotown.accounts.models import Role, User


class Command(BaseCommand):
    help = "Remove the second factors of a person, end the sessions, mail the person and all administrators."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"there is no open account {username}", returncode=2)
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
        able = [other for other in others if queries.has_second_factor(other)]
        if len(able) >= 2:
            names = ", ".join(other.username for other in able)
            raise CommandError(f"two administrators can do this in the portal: {names}", returncode=2)
        actions.reset_second_factors(user=user, by=None)
        self.stdout.write(f"{username}: second factors removed, sessions ended; recorded in the history")
        told = "a worker tells the person by mail" if user.email else "the person has no mail address"
        self.stdout.write(told)
        self._tell(user)

    def _tell(self, user):
        administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(email="")
        people = {administrator.email: administrator for administrator in administrators.order_by("pk")}
        for address, administrator in sorted(people.items()):
            with translation.override(administrator.mail_language):
                subject, text = _mail_about(user)
            try:
                send_mail(subject, text, None, [address])
            except OSError as error:
                self.stderr.write(f"{address} could not be told: {error}")
        self.stdout.write(f"administrators told by mail: {len(people)}")


def _mail_about(user):
    """Return subject and text of the mail to an administrator, in the active language."""
    sentences = [
        _("The technician of the server removed the second factor of %(name)s (%(username)s) by a command.")
        % {"name": user.signing_name, "username": user.username},
        _(
            "At the next sign-in this person sets up a new one. If nobody asked for it, please look into it "
            "at once."
        ),
    ]
    return _("A second factor was removed on the server"), "\n".join([*sentences, "", settings.SITE_URL, ""])
