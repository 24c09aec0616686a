"""Command that checks that no row of a history was changed, moved, inserted or cut off."""

import sys

from django.core.management.base import BaseCommand

from ecotown.common.history import recording
from ecotown.common.history.models import Event, HistoryChain


class Command(BaseCommand):
    help = "Verify the hash chain of every history. Exits 1 and names the first broken row of each chain."

    def handle(self, **options):
        breaks = list(recording.breaks())
        for broken in breaks:
            self.stderr.write(f"{broken.subject} row {broken.sequence}: {broken.reason}")
        if breaks:
            sys.exit(1)
        rows, chains = Event.objects.count(), HistoryChain.objects.count()
        self.stdout.write(f"{rows} rows in {chains} chains: intact")
