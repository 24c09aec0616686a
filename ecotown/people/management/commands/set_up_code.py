"""Print the one-time code of the first administrator of a new installation."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from ecotown.people.queries.first_run import has_administrators, set_up_code


class Command(BaseCommand):
    help = (
        "Print the code with which the first administrator opens an account. "
        "Once there is an administrator, nothing is printed."
    )

    def handle(self, **options):
        if has_administrators():
            return
        address = f"{settings.SITE_URL}{reverse('people:first-administrator')}"
        self.stdout.write(f"ติดตั้งใหม่ ยังไม่มีผู้ดูแลระบบ: เปิด {address} แล้วใส่รหัส {set_up_code()}")
