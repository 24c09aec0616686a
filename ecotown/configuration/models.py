"""The row that holds the settings of the portal."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecotown.common.database.guards import Guard
from ecotown.configuration.domain import DEFAULTS, EMBLEMS, RANGES

# The key of the only row.
ONLY = 1


def _text(name, label, *, max_length=200, **options):
    return models.CharField(
        label, max_length=max_length, blank=True, default=getattr(DEFAULTS, name), **options
    )


def _number(name, label, **options):
    least, greatest = RANGES[name]
    validators = [MinValueValidator(least), MaxValueValidator(greatest)]
    return models.PositiveIntegerField(
        label, default=getattr(DEFAULTS, name), validators=validators, **options
    )


class StoredConfiguration(models.Model):
    """ตั้งค่าระบบ: the settings that administrators change, all in one row.

    Without the row the defaults hold. Its columns are the attributes of `Configuration`.
    """

    media_folder = EMBLEMS

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)

    department_name_th = _text("department_name_th", _("Name of the department in Thai"))
    department_name_en = _text("department_name_en", _("Name of the department in English"))
    emblem = models.FileField(_("Emblem"), max_length=120, blank=True, default=DEFAULTS.emblem)
    contact_name = _text("contact_name", _("Who helps"))
    contact_phone = _text("contact_phone", _("Telephone"), max_length=60)
    contact_mail = models.EmailField(_("E-mail"), blank=True, default=DEFAULTS.contact_mail)
    help_text_th = _text("help_text_th", _("When and how to reach them, in Thai"), max_length=500)
    help_text_en = _text("help_text_en", _("When and how to reach them, in English"), max_length=500)
    security_mail = models.EmailField(
        _("E-mail for weaknesses of the portal"), blank=True, default=DEFAULTS.security_mail
    )
    open_data_licence = _text("open_data_licence", _("Licence"))
    open_data_licence_url = models.URLField(
        _("Address of its text"), max_length=300, blank=True, default=DEFAULTS.open_data_licence_url
    )
    signatory_name = _text("signatory_name", _("Name of the first signatory"))
    signatory_position = _text("signatory_position", _("Position of the first signatory"))
    second_signatory_name = _text("second_signatory_name", _("Name of the second signatory"))
    second_signatory_position = _text("second_signatory_position", _("Position of the second signatory"))
    third_signatory_name = _text("third_signatory_name", _("Name of the third signatory"))
    third_signatory_position = _text("third_signatory_position", _("Position of the third signatory"))
    certificate_number = models.CharField(
        _("Number of a certificate"), max_length=60, default=DEFAULTS.certificate_number
    )
    plaque_number = models.CharField(_("Number of a plaque"), max_length=60, default=DEFAULTS.plaque_number)
    award_thai_digits = models.BooleanField(
        _("Thai digits in numbers and dates of awards"), default=DEFAULTS.award_thai_digits
    )
    credential_days = _number("credential_days", _("Days that a saved digital credential counts"))
    digest_time = models.TimeField(_("Time of the daily mail"), default=DEFAULTS.digest_time)
    due_soon_days = _number("due_soon_days", _("Days before a due date at which it is notified"))
    signing_warning_days = _number(
        "signing_warning_days", _("Days before the signing certificate expires at which its renewal waits")
    )
    question_answer_days = _number(
        "question_answer_days", _("Working days in which a question of a visitor is answered")
    )
    minutes_days = _number("minutes_days", _("Working days after a meeting in which its minutes are closed"))
    evidence_max_mb = _number("evidence_max_mb", _("Largest file of evidence, in MB"))
    verify_max_mb = _number("verify_max_mb", _("Largest file that a visitor verifies, in MB"))
    design_picture_max_kb = _number(
        "design_picture_max_kb", _("Largest picture of a seal or a signature, in kB")
    )
    questions_a_day = _number("questions_a_day", _("Questions from one address in a day"))
    question_tries = _number("question_tries", _("Wrong reference numbers from one address"))
    question_minutes = _number("question_minutes", _("… in how many minutes (reference numbers)"))
    verify_tries = _number("verify_tries", _("Wrong codes of certificates from one address"))
    verify_files = _number("verify_files", _("Files verified from one address"))
    verify_minutes = _number("verify_minutes", _("… in how many minutes (codes and files)"))
    session_idle_minutes = _number(
        "session_idle_minutes", _("Minutes without activity after which a person is signed out")
    )
    session_hours = _number("session_hours", _("Hours after signing in at which a person is signed out"))
    session_warning_minutes = _number(
        "session_warning_minutes", _("Minutes before at which a warning is shown")
    )
    paper_days = _number("paper_days", _("Days after which a dossier, report or checklist is deleted"))

    notice_days = _number("notice_days", _("Days after which notices and daily mails are deleted"))
    mail_days = _number("mail_days", _("Days after which the record of a single mail is deleted"))
    view_days = _number(
        "view_days", _("Days after which it is forgotten when people last looked at an assessment")
    )
    visitor_days = _number("visitor_days", _("Days after which the code of a visitor who asked is deleted"))

    class Meta:
        verbose_name = _("settings of the portal")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY), name="configuration_is_one_row"),
            *(
                models.CheckConstraint(
                    condition=Q((f"{name}__gte", least), (f"{name}__lte", greatest)),
                    name=f"configuration_{name}_in_range",
                )
                for name, (least, greatest) in RANGES.items()
            ),
            models.CheckConstraint(
                condition=Q(emblem="") | Q(emblem__startswith=f"{EMBLEMS}/"),
                name="configuration_emblem_is_stored",
            ),
            models.CheckConstraint(
                condition=Q(
                    session_idle_minutes__gte=models.F("session_warning_minutes") * 2,
                    session_idle_minutes__lte=models.F("session_hours") * 60,
                ),
                name="configuration_session_limits_fit",
            ),
            models.CheckConstraint(
                condition=(~Q(signatory_name="") | Q(signatory_position="", second_signatory_name=""))
                & (~Q(second_signatory_name="") | Q(second_signatory_position="", third_signatory_name=""))
                & (~Q(third_signatory_name="") | Q(third_signatory_position="")),
                name="configuration_signatories_in_order",
            ),
            models.CheckConstraint(
                condition=Q(certificate_number__contains="{number}")
                & Q(certificate_number__contains="{year}")
                & Q(plaque_number__contains="{number}")
                & Q(plaque_number__contains="{year}")
                & ~Q(certificate_number=models.F("plaque_number")),
                name="configuration_numbers_are_told_apart",
            ),
            Guard(
                name="configuration_is_kept",
                refuses=["delete"],
                message="the settings of the portal are never deleted",
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)
