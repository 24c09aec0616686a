"""What people see and choose on their own page: position, language, whether their e-mail address is theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_wrong_tries"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="position",
            field=models.CharField(blank=True, max_length=200, verbose_name="position held"),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True, choices=[("th", "Thai"), ("en", "English")], max_length=2, verbose_name="language"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="email_confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="e-mail address confirmed at"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["", "th", "en"])), name="user_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email_confirmed_at__isnull", True),
                    models.Q(("email", ""), _negated=True),
                    _connector="OR",
                ),
                name="user_confirmed_mail_is_there",
            ),
        ),
    ]
