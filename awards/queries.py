"""Reading certificates for the public."""

from awards.models import Certificate


def verified(code: str) -> Certificate | None:
    """The certificate with this code, with what the verification page shows; None when there is none."""
    found = (
        Certificate.objects.select_related("assessment__area__province", "assessment__cycle__framework")
        .select_related("assessment__resolution")
        .filter(code=code)
        .first()
    )
    if found:
        level = found.assessment.resolution.granted_level
        found.level_rule = found.assessment.cycle.framework.level_rules.get(level=level)
    return found
