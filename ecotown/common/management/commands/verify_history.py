"""Command that checks that no row of a history and no sealed name was changed, moved, inserted or cut off."""

import sys

from django.core.management.base import BaseCommand

from ecotown.common.history import recording
from ecotown.common.history.models import Event, HistoryChain


class Command(BaseCommand):
    help = "Verify every history and every sealed name. Exits 1 and names what is broken."

    def handle(self, **options):
        breaks = list(recording.breaks())
        for broken in breaks:
            row = f" row {broken.sequence}" if broken.sequence else ""
            self.stderr.write(f"{broken.subject}{row}: {broken.reason}")
        if breaks:
            sys.exit(1)
        rows, chains = Event.objects.count(), HistoryChain.objects.count()
        self.stdout.write(f"{rows} rows in {chains} chains: intact")
