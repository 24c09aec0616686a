"""An erasure begins as a request, and is done only when the account is closed and empty."""

from django.conf import settings
from django.db import migrations

import ecotown.common.database.guards


class Migration(migrations.Migration):
    dependencies = [
        ("personal_data", "0001_personal_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="erasure",
            constraint=ecotown.common.database.guards.Guard(
                message="an erasure begins as a request, which another administrator confirms",
                name="erasure_begins_as_request",
                refuses=["insert"],
                when="NEW.state <> 'asked'",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=ecotown.common.database.guards.Guard(
                message="data are erased only when the account is closed and empty",
                name="erasure_leaves_nothing",
                refuses=["update"],
                when="OLD.state = 'asked' AND NEW.state = 'erased' AND NEW.person_id = OLD.person_id AND EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.person_id AND (u.is_active OR substr(u.password, 1, 1) <> '!' OR u.username <> 'erased-' || u.id OR u.first_name <> '' OR u.last_name <> '' OR u.position <> '' OR u.email <> '' OR u.language <> '' OR u.last_login IS NOT NULL OR u.email_confirmed_at IS NOT NULL))",
            ),
        ),
    ]
