"""Command that writes the secrets of second factors with the present key, so that an earlier one may go."""

from django.core.management.base import BaseCommand, CommandError

from ecotown.accounts.results.factor_keys import reencrypt_factors


class Command(BaseCommand):
    help = (
        "Write the secrets of second factors and recovery codes that an earlier key of SECRET_KEY_FALLBACKS "
        "encrypted with the present SECRET_KEY. May be repeated. Exits 1 when no key reads one of them."
    )

    def handle(self, **options):
        written = reencrypt_factors()
        self.stdout.write(
            f"secrets: {written.total}; written anew: {written.anew}; "
            f"with the present key before: {written.before}; not readable: {len(written.unreadable)}"
        )
        if written.unreadable:
            names = ", ".join(sorted(set(written.unreadable)))
            raise CommandError(
                f"no key of the settings reads the second factor of {names}: put the key with which it was "
                "set up into SECRET_KEY_FALLBACKS, or have it reset"
            )
        self.stdout.write("no second factor needs an earlier key any more")
