"""Seal the names of the people who exist; the events that they signed before keep their content."""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import migrations
from django.utils import timezone

INDEX = "history"
GENESIS = "0" * 64


def seal_names(apps, schema_editor):
    alias = schema_editor.connection.alias
    seals = apps.get_model("common", "NameSeal").objects.using(alias)
    for person in apps.get_model("accounts", "User").objects.using(alias).filter(name_seal=None):
        salt = secrets.token_hex(16)
        digest = hashlib.sha256(f"{salt}\n{person.signing_name}".encode()).hexdigest()
        # A name may be empty only when it was erased.
        if not person.signing_name:
            continue
        now = timezone.now()
        seals.create(person=person, digest=digest, name=person.signing_name, salt=salt, sealed_at=now)
        person.name_seal_id = digest
        person.save(update_fields=["name_seal"])
        record(apps, alias, f"user:{person.pk}", "name-sealed", {"name_seal": digest})


def record(apps, alias, subject, name, data):
    """Append an event of the portal itself, as `ecotown/common/history/recording.py` does."""
    chains = apps.get_model("common", "HistoryChain").objects.using(alias)
    chain, is_new = chains.get_or_create(subject=subject, defaults={"length": 0, "head": GENESIS})
    if is_new and subject != INDEX:
        record(apps, alias, INDEX, "chain-opened", {"subject": subject})
    at = timezone.now().astimezone(UTC)
    content = {
        "chain": subject,
        "sequence": chain.length + 1,
        "name": name,
        "by": None,
        "at": at.isoformat(),
        "data": data,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    row_hash = hashlib.sha256(f"{chain.head}\n{canonical}".encode()).hexdigest()
    apps.get_model("common", "Event").objects.using(alias).create(
        chain=chain,
        sequence=chain.length + 1,
        name=name,
        at=at,
        data=data,
        previous_hash=chain.head,
        hash=row_hash,
    )
    chain.length, chain.head = chain.length + 1, row_hash
    chain.save(update_fields=["length", "head"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_name_seals"), ("common", "0004_name_seals")]

    operations = [migrations.RunPython(seal_names, migrations.RunPython.noop)]
