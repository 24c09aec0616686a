"""Faults, differences and places of an edition in words, and the URLs of the forms that correct them."""

from fractions import Fraction

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from ecotown.common.templatetags.thai import number, text
from indicators import labels
from indicators.models import Aspect, Dimension, Indicator
from indicators.templatetags.criteria import asks

register = template.Library()
register.filter("rule_words", labels.rule_between)
KINDS = {Dimension: "dimension", Aspect: "aspect", Indicator: "indicator"}


@register.filter
def open_points(checks):
    """Return the number of points that prevent publishing."""
    return len(checks.faults) + len(checks.red) + len(checks.crosswalk_faults)


@register.simple_tag
def fault_url(framework, fault):
    """Return the URL of the form in which a fault is corrected."""
    if fault.part is not None:
        kind = KINDS[type(fault.part)]
        return reverse("indicators:edit-part", args=[framework.edition, kind, fault.part.pk])
    if fault.path.startswith("levels"):
        return reverse("indicators:edit-levels", args=[framework.edition])
    if fault.path.startswith("dimensions"):
        return reverse("indicators:edition", args=[framework.edition])
    return reverse("indicators:edit-edition", args=[framework.edition])


@register.filter
def fault_place(fault):
    """Return the place of a fault: the code of its part and the field, else the place in words."""
    if fault.part is None:
        return labels.place(fault.path)
    return " › ".join(filter(None, [fault.part.code, labels.place(fault.inside) if fault.inside else ""]))


@register.filter
def fault_words(fault):
    """Return the sentence for a fault of the check list."""
    return labels.fault(fault.why)


@register.filter
def words_of_fault(why):
    """Return the sentence for a fault given as a text only."""
    return labels.fault(why)


@register.filter
def field_words(difference):
    """Return the label of a difference: a field, or a field of a level."""
    if difference.field == "threshold":
        return labels.field(f"level_{difference.level}")
    if difference.level:
        return labels.field(f"{difference.field}_{difference.level}")
    return labels.field(difference.field)


@register.simple_tag
def difference_value(difference, side, part=None):
    """Return a value of a difference in words; `side` is "old" or "new", `part` the indicator there."""
    value = getattr(difference, side)
    if difference.field == "threshold" and part is not None:
        return asks(part, value) or _("does not count")
    if difference.field == "inputs":
        return "; ".join(f"{text(item, 'name')} ({text(item, 'unit')})" for item in value) or "–"
    return number(value) if isinstance(value, Fraction) else labels.value(difference.field, value)


@register.filter
def relation_words(relation):
    """Return the words for the relation of an origin."""
    return labels.RELATIONS[relation]


@register.filter
def small_widget(field):
    """Return the widget of a field with the classes of Bootstrap, marked when it has an error."""
    is_select = field.widget_type == "select"
    classes = [field.field.widget.attrs.get("class", ""), "form-select" if is_select else "form-control"]
    if field.errors:
        classes.append("is-invalid")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def edition_url(framework, user):
    """Return the URL of an edition: the administrators' page for those who may edit, else the public one."""
    if user.has_perm("indicators.edit_edition"):
        return reverse("indicators:edition", args=[framework.edition])
    return framework.get_absolute_url()
