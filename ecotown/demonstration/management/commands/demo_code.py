"""Command that prints the code which the authenticator app of a demonstration account shows now."""

from django.core.management.base import BaseCommand, CommandError

from ecotown.accounts.models import User
from ecotown.accounts.results.codes import code_of_secret
from ecotown.demonstration import scenario, steps


class Command(BaseCommand):
    help = "Print the code that the authenticator app of a demonstration account shows now."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        if username not in {account.username for account in scenario.ACCOUNTS}:
            raise CommandError(f"{username} is no account of the demonstration", returncode=2)
        try:
            steps.refuse_real_data()
        except steps.ScenarioError as error:
            raise CommandError(str(error)) from error
        user = User.objects.filter(username=username).first()
        secret = steps.app_secret(user) if user else ""
        if not secret:
            raise CommandError(f"{username} has no authenticator app; make demo sets it up", returncode=2)
        self.stdout.write(code_of_secret(secret))
