"""Command that removes the second factors of a person who lost them, where two administrators cannot."""

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError

from ecotown.accounts import actions, queries
from ecotown.accounts.models import Role, User

SUBJECT = "มีการล้างการยืนยันตัวตนขั้นที่สองจากเครื่องแม่ข่าย"
TEXT = (
    "ผู้ดูแลเครื่องแม่ข่ายได้ล้างการยืนยันตัวตนขั้นที่สองของ {name} ({username}) ด้วยคำสั่ง reset_second_factor\n"
    "เมื่อเข้าสู่ระบบครั้งถัดไป ผู้ใช้รายนี้ต้องตั้งค่าใหม่ หากไม่มีผู้ใดร้องขอ โปรดตรวจสอบทันที\n\n{url}\n"
)


class Command(BaseCommand):
    help = "Remove the second factors of a person, end the sessions, and tell all administrators by mail."

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
        self._tell(user)

    def _tell(self, user):
        administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(email="")
        addresses = sorted(set(administrators.values_list("email", flat=True)))
        text = TEXT.format(name=user.signing_name, username=user.username, url=settings.SITE_URL)
        for address in addresses:
            try:
                send_mail(SUBJECT, text, None, [address])
            except OSError as error:
                self.stderr.write(f"{address} could not be told: {error}")
        self.stdout.write(f"administrators told by mail: {len(addresses)}")
