from django.db import migrations, models
from django.db.models import Q

IS_OPEN = Q(used_at__isnull=True, withdrawn_at__isnull=True)


def move_mails(apps, schema_editor):
    """Note which open codes went by mail, and ask for the mails that wait; a used code is never changed."""
    alias = schema_editor.connection.alias
    codes = (
        apps.get_model("people", "OneTimeCode")
        .objects.using(alias)
        .filter(IS_OPEN)
        .exclude(mail_state="none")
    )
    mails = apps.get_model("common", "Mail").objects.using(alias)
    for code in codes.select_related("person"):
        is_sent = code.mail_state in {"sending", "sent"}
        mails.create(
            kind="invitation",
            user_id=code.person_id,
            email=code.person.email,
            data={"code": code.pk},
            asked_at=code.given_at,
            expires_at=code.expires_at,
            sent_at=code.given_at if is_sent else None,
            error="refused" if code.mail_state == "refused" else "",
        )
    codes.update(by_mail=True)


def mark_mails(apps, schema_editor):
    """Note of open codes that went by mail that they were sent."""
    alias = schema_editor.connection.alias
    codes = apps.get_model("people", "OneTimeCode").objects.using(alias).filter(IS_OPEN, by_mail=True)
    codes.update(mail_state="sent")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_requests"),
        ("common", "0003_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="onetimecode",
            name="by_mail",
            field=models.BooleanField(default=False, verbose_name="sent by mail"),
        ),
        migrations.RunPython(move_mails, mark_mails),
    ]
