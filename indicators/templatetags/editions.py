"""Faults, differences and places of an edition in words, and the URLs of the forms that correct them."""

from django import template
from django.urls import reverse

from indicators.crosswalks import words as crosswalks_words
from indicators.editions import words as editions_words
from indicators.editions.models import Aspect, Dimension, Indicator

register = template.Library()
register.filter(crosswalks_words.field_words)
register.simple_tag(crosswalks_words.difference_value)
register.filter(crosswalks_words.relation_words)
register.filter(editions_words.fault_place)
register.filter(editions_words.fault_words)
register.filter(editions_words.words_of_fault)
register.filter("rule_words", crosswalks_words.rule_between)
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
    if fault.place.startswith("levels"):
        return reverse("indicators:edit-levels", args=[framework.edition])
    if fault.place.startswith("dimensions"):
        return reverse("indicators:edition", args=[framework.edition])
    return reverse("indicators:edit-edition", args=[framework.edition])


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
