"""Command that creates an account and assigns an officer's provinces."""

import getpass
import os

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from areas import actions
from areas.models import Province
from ecotown.accounts.actions import create_account
from ecotown.accounts.models import Role, User


class Command(BaseCommand):
    help = "Create an account. The password is asked for, or taken from the variable ACCOUNT_PASSWORD."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--name", required=True, help="as it is shown in the history")
        parser.add_argument(
            "--province", action="append", default=[], help="TIS 1099 code, for officers; may be repeated"
        )

        parser.add_argument("--email", default="", help="where the daily mail goes; none is sent without it")

    def handle(self, *, username, role, name, province, email, **options):
        if bool(province) != (role == Role.OFFICER):
            raise CommandError("officers have provinces, the other roles have none", returncode=2)
        provinces = list(Province.objects.filter(code__in=province))
        if unknown := set(province) - {row.code for row in provinces}:
            raise CommandError(f"unknown province: {', '.join(sorted(unknown))}", returncode=2)
        password = os.environ.get("ACCOUNT_PASSWORD") or getpass.getpass("Password: ")
        try:
            draft = User(username=username, role=role, signing_name=name, email=email)
            draft.clean_fields(exclude=["password"])
            validate_password(password, draft)
            with transaction.atomic():
                user = create_account(
                    username=username,
                    role=Role(role),
                    signing_name=name,
                    password=password,
                    email=email,
                    by=None,
                )
                for row in provinces:
                    actions.assign_province(province=row, officer=user, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        except IntegrityError as error:
            raise CommandError(f"the user name {username} is taken", returncode=2) from error
        self.stdout.write(f"{username}: {role}")
