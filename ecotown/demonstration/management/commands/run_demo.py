"""Command that runs the main job, from entering 41 values to a verified certificate, and serves it."""

import contextlib
import hashlib
import os
import secrets
import signal
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from areas.models import TargetArea
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.verification.queries.awards import award_by_code
from ecotown.demonstration import ceremony, corrections, scenario, steps
from indicators.editions.models import Framework

EDITION = "2565-working"
# A worker pool with a result that nobody reads waits 30 seconds (billiard) before it ends.
STOP_SECONDS = 60
ACCOUNTS_FILE = settings.VAR_DIR / "demo-accounts.txt"


class Command(BaseCommand):
    help = "Load the real lists and demonstration values, run the main job with a real worker, then serve."

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="end after the job")
        parser.add_argument("--port", default="8000", help="port of the web server on 127.0.0.1")

    def handle(self, *, no_serve, port, **options):
        # Ending the command ends the worker too.
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
        try:
            steps.refuse_real_data()
            self._load()
            password = self._password()
            people = steps.create_people(password)
            steps.name_contact(by=people[scenario.ADMINISTRATOR])
            framework = Framework.objects.get(edition=EDITION)
            with self._workers():
                year = steps.publish_last_year(framework, people)
                count = len(scenario.LAST_YEAR)
                self.stdout.write(f"ปีงบประมาณ {year}: เผยแพร่ผล {count} พื้นที่ (ข้อมูลสาธิต)")
                administrator, areas = people[scenario.ADMINISTRATOR], TargetArea.objects.all()
                cycle = steps.demonstration_cycle(framework, steps.this_year(), areas, by=administrator)
                self._main_job(cycle, people)
                self._other_areas(cycle, people)
                self._ceremony(year, by=administrator)
                corrections.ask_and_correct(year, people)
                self.stdout.write("\nคำถามจากประชาชน 2 ข้อ นำไปสู่การแก้ไขผล 1 รายการ (ข้อมูลสาธิต)")
                self._write_accounts(password, people)
                if not no_serve:
                    self._serve(port)
        except steps.ScenarioError as error:
            raise CommandError(str(error)) from error

    def _load(self):
        fixtures = settings.FIXTURES_DIR
        call_command("load_areas", stdout=self.stdout)
        call_command(
            "load_framework",
            fixtures / f"framework-{EDITION}.json",
            examples=fixtures / f"worked-examples-{EDITION}.json",
            publish=True,
            stdout=self.stdout,
        )
        call_command("load_plausibility", fixtures / f"plausibility-{EDITION}.json", stdout=self.stdout)

    def _password(self):
        """Return the password of all demonstration accounts, created at the first run and kept in `var/`."""
        if ACCOUNTS_FILE.exists():
            return ACCOUNTS_FILE.read_text(encoding="utf-8").split("\n", 1)[0].split(": ")[1]
        password = secrets.token_urlsafe(9)
        names = "\n".join(f"{account.username}: {account.signing_name}" for account in scenario.ACCOUNTS)
        ACCOUNTS_FILE.touch(mode=0o600)
        ACCOUNTS_FILE.write_text(f"password: {password}\n{names}\n", encoding="utf-8")
        return password

    @contextlib.contextmanager
    def _workers(self):
        """Run two worker processes during the block: one for files, one for all other tasks."""
        log = settings.VAR_DIR / "demo-worker.log"
        command = [sys.executable, "-m", "celery", "-A", "ecotown", "worker", "--loglevel=INFO"]
        beat = ["-B", f"--schedule={settings.VAR_DIR / 'demo-beat'}"]
        queues = {settings.CELERY_TASK_DEFAULT_QUEUE: ["--concurrency=2", *beat]}
        queues[settings.FILES_QUEUE] = ["--concurrency=1"]
        with log.open("ab") as output:
            processes = [
                subprocess.Popen(
                    [*command, f"--queues={queue}", f"--hostname={queue}@%h", *options],
                    cwd=settings.BASE_DIR,
                    stdout=output,
                    stderr=output,
                )
                for queue, options in queues.items()
            ]
        self.stdout.write(f"workers started, their log: {log.relative_to(settings.BASE_DIR)}")
        try:
            yield
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=STOP_SECONDS)

    def _main_job(self, cycle, people):
        self.stdout.write(self.style.MIGRATE_HEADING("\nงานหลัก (ข้อมูลสาธิต ไม่ใช่ค่าที่ตรวจวัดจริง)"))
        assessment = Assessment.objects.select_related("area", "cycle").get(
            cycle=cycle, area__key=scenario.MAIN_SCENARIO.area
        )
        self.stdout.write(f"{assessment.area} ปีงบประมาณ {cycle.year}")
        number = 0
        for number, line in enumerate(steps.run_scenario(scenario.MAIN_SCENARIO, cycle, people), start=1):
            self.stdout.write(f"  {number}. {line}")
        if not number:
            self.stdout.write("  ทำไว้ครบทุกขั้นแล้วในการสาธิตครั้งก่อน")
        level = steps.computed_level(assessment)
        certificate = steps.certificate_of(assessment, by=people[scenario.ADMINISTRATOR])
        self._check(assessment, level, certificate)
        self.stdout.write(f"  ระดับที่คำนวณ: {level}")
        self.stdout.write(f"  เกียรติบัตรเลขที่ {certificate.number}: {certificate.file.path}")
        self.stdout.write(f"  SHA-256: {certificate.sha256}")
        self.stdout.write(f"  ตรวจสอบได้ที่: {certificate.verification_url}")

    def _check(self, assessment, level, certificate):
        """Raise CommandError unless the stored assessment, level, file and code are as expected."""
        assessment.refresh_from_db()
        with certificate.file.open() as file:
            sha256 = hashlib.sha256(file.read()).hexdigest()
        errors = {
            "the assessment is not published": assessment.status != Status.PUBLISHED,
            f"level {scenario.MAIN_SCENARIO.level} was expected": level != scenario.MAIN_SCENARIO.level,
            "the file is not the one that was recorded": sha256 != certificate.sha256,
            "the verification code is not found": award_by_code(certificate.code) != certificate,
        }
        messages = [message for message, is_error in errors.items() if is_error]
        if messages:
            raise CommandError("; ".join(messages))

    def _other_areas(self, cycle, people):
        for area_scenario in scenario.AREA_SCENARIOS:
            for _line in steps.run_scenario(area_scenario, cycle, people):
                pass
        steps.wait_for_levels(cycle)
        self.stdout.write(f"\nพื้นที่อื่นในสถานะต่าง ๆ: {len(scenario.AREA_SCENARIOS)} พื้นที่ (ข้อมูลสาธิต)")

    def _ceremony(self, year, *, by):
        run = ceremony.hold_ceremony(year, by=by)
        package = ceremony.merged_package(run, by=by)
        self.stdout.write(f"\n{run.ceremony} ปีงบประมาณ {year}: พิมพ์ {run.items.count()} ฉบับ")
        self.stdout.write(f"  ไฟล์พิมพ์รวมตามลำดับการเรียก: {package.file.path}")

    def _write_accounts(self, password, people):
        self.stdout.write("\nบัญชีสาธิต:")
        for account in scenario.ACCOUNTS:
            self.stdout.write(f"  {account.username:20} {account.signing_name}")
            if secret := steps.app_secret(people[account.username]):
                self.stdout.write(f"  {'':20} กุญแจของแอปยืนยันตัวตน: {secret}")
        self.stdout.write("  รหัส 6 หลักในขณะนี้: .venv/bin/python manage.py demo_code ชื่อผู้ใช้")
        self.stdout.write(
            f"  รหัสผ่านของทุกบัญชี: {password}   (เก็บไว้ที่ {ACCOUNTS_FILE.relative_to(settings.BASE_DIR)})"
        )

    def _serve(self, port):
        self.stdout.write(f"\nเปิดใช้งานที่ http://127.0.0.1:{port}  (กด Ctrl+C เพื่อหยุด)")
        self.stdout.flush()
        command = [sys.executable, "-m", "gunicorn", "ecotown.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--limit-request-line=8190"]  # the portal itself answers longer URLs, in Thai
        with contextlib.suppress(KeyboardInterrupt):
            subprocess.run([*command, "--workers=2"], cwd=settings.BASE_DIR, env=os.environ, check=True)
