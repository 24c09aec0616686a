"""Each design gets the purpose that its use and its wording have; one with several uses is divided.

- The wording decides what a design may be for: one that certifies an Eco Industrial Town is for areas only, one
  that names a resolution is not for recognitions by name.
- Of the uses that the wording allows, a design keeps the first of: areas, recognitions by name, partners. For
  each other one a copy, published as it was, takes its place in ceremonies and on awards; it prints the same.
- A use that the wording does not allow ends: the ceremony has no design for it any more. Awards issued so keep
  their design and their file; they are not printed again but replaced.
- Without any use, a design is for as little as its wording says.
- Factories and networks share no resolution; what they were issued stays.
"""

import re

from django.db import migrations

AREA, NAMED, PARTNER = "area", "named", "partner"
IN_ORDER = (AREA, NAMED, PARTNER)
PARTNERS = ("local-government", "organisation")
CALLED = {AREA: "พื้นที่", NAMED: "ยกย่องโดยชื่อ", PARTNER: "ผู้ร่วมพื้นที่"}
LONGEST_NAME = 120


def set_purposes(apps, _schema_editor):
    recipients = apps.get_model("awards", "Recipient").objects
    recipients.exclude(kind__in=PARTNERS).filter(by_resolution=True).update(by_resolution=False)
    for design in apps.get_model("awards", "Design").objects.order_by("pk"):
        _set_purpose(apps, design)


def _set_purpose(apps, design):
    allowed, uses = _allowed(design.texts), _uses(apps, design)
    meant = [purpose for purpose in IN_ORDER if purpose in uses and purpose in allowed]
    home = meant[0] if meant else allowed[0]
    _write(design, home)
    takers = {purpose: _copied(apps, design, purpose) for purpose in meant[1:]} | {home: design}
    # Partners first: what they were printed in stands where that of recipients by name stands.
    for purpose in reversed(IN_ORDER):
        _take_over(apps, design, takers.get(purpose), purpose)


def _allowed(texts):
    """Return the purposes that the wording allows, the narrowest first."""
    said = re.sub(r"\s+", "", "".join(map(str, texts.values())))
    if "เป็นเมืองอุตสาหกรรมเชิงนิเวศ" in said:
        return [AREA]
    if str(texts.get("resolution", "")).strip() or re.search("มติ.*คณะกรรมการ|มติที่ประชุม", said):
        return [PARTNER, AREA]
    return [NAMED, PARTNER, AREA]


def _uses(apps, design):
    ceremonies, awards = (apps.get_model("awards", name).objects for name in ("Ceremony", "Certificate"))
    column, kind = f"{design.kind}_design", {f"recipients__with_{design.kind}": True}
    named = ceremonies.filter(**{f"named_{column}": design})
    issued = awards.filter(design=design)
    found = {
        AREA: ceremonies.filter(**{column: design}).exists()
        or issued.filter(assessment__isnull=False).exists(),
        PARTNER: named.filter(recipients__by_resolution=True, **kind).exists()
        or issued.filter(shared_resolution__isnull=False).exists(),
    }
    by_name = {"recipients__by_resolution": False, "recipients__assessment__isnull": True}
    found[NAMED] = (
        named.filter(**by_name, **kind).exists()
        or issued.filter(recipient__isnull=False, shared_resolution__isnull=True).exists()
        or (named.exists() and not found[PARTNER])
    )
    return {purpose for purpose, is_used in found.items() if is_used}


def _write(design, purpose):
    design.purpose = purpose
    if purpose == NAMED:  # it has no box for a resolution
        design.texts = {name: text for name, text in design.texts.items() if name != "resolution"}
    design.save(update_fields=["purpose", "texts"])


def _copied(apps, design, purpose):
    designs = apps.get_model("awards", "Design").objects
    copied = designs.get(pk=design.pk)
    signatories = list(copied.signatories.all())
    ending, number = f" ({CALLED[purpose]})", 1
    copied.name = f"{design.name[: LONGEST_NAME - len(ending)]}{ending}"
    while designs.filter(name=copied.name).exists():
        number += 1
        ending = f" ({CALLED[purpose]} {number})"
        copied.name = f"{design.name[: LONGEST_NAME - len(ending)]}{ending}"
    copied.pk, copied.copied_from = None, design
    copied._state.adding = True
    copied.save()
    _write(copied, purpose)
    for one in signatories:
        one.pk, one.design = None, copied
        one._state.adding = True
        one.save()
    return copied


def _take_over(apps, design, other, purpose):
    """`other`, or nothing, is from now on what `design` was for a purpose; awards never lose their design."""
    ceremonies, awards = (apps.get_model("awards", name).objects for name in ("Ceremony", "Certificate"))
    column = f"{design.kind}_design"
    if purpose == AREA:
        ceremonies.filter(**{column: design}).update(**{column: other})
    elif purpose == NAMED:
        ceremonies.filter(**{f"named_{column}": design}).update(**{f"named_{column}": other})
    elif other:
        sharing = ceremonies.filter(**{f"named_{column}": design}, recipients__by_resolution=True)
        chosen = list(sharing.values_list("pk", flat=True))
        ceremonies.filter(pk__in=chosen).update(**{f"partner_{column}": other})
    if other and other.pk != design.pk:
        awards.filter(design=design, **_of(purpose)).update(design=other)


def _of(purpose):
    """Which awards are of a purpose."""
    return {
        AREA: {"assessment__isnull": False},
        PARTNER: {"shared_resolution__isnull": False},
        NAMED: {"recipient__isnull": False, "shared_resolution__isnull": True},
    }[purpose]


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_designs_have_a_purpose")]

    operations = [migrations.RunPython(set_purposes, migrations.RunPython.noop)]
