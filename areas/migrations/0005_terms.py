import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0004_published_total_dates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="provinceofficer",
            name="begins_on",
            field=models.DateField(blank=True, null=True, verbose_name="from"),
        ),
        migrations.AddField(
            model_name="provinceofficer",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AlterField(
            model_name="provinceofficer",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="provinceofficer",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="areas.province"
            ),
        ),
        migrations.AddConstraint(
            model_name="provinceofficer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begins_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("begins_on__lte", models.F("ends_on")),
                    _connector="OR",
                ),
                name="term_begins_before_it_ends",
            ),
        ),
    ]
