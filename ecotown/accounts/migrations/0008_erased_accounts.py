"""An account whose data were erased stays closed and empty; the table of the erasures is there before."""

from django.db import migrations

import ecotown.common.database.guards


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_last_administrator"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("common", "0004_name_seals"),
        ("personal_data", "0001_personal_data"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=ecotown.common.database.guards.Guard(
                message="an account whose data were erased stays closed and empty",
                name="user_erased_stays",
                refuses=["update"],
                when="EXISTS (SELECT 1 FROM personal_data_erasure e WHERE e.person_id = OLD.id AND e.state = 'erased') AND (NEW.role <> OLD.role OR COALESCE(NEW.name_seal_id, '') <> COALESCE(OLD.name_seal_id, '') OR NEW.is_active OR substr(NEW.password, 1, 1) <> '!' OR NEW.username <> 'erased-' || NEW.id OR NEW.first_name <> '' OR NEW.last_name <> '' OR NEW.position <> '' OR NEW.email <> '' OR NEW.language <> '' OR NEW.last_login IS NOT NULL OR NEW.email_confirmed_at IS NOT NULL)",
            ),
        ),
    ]
