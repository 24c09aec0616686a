"""Values, thresholds and formulas of indicators in words, for database rows and domain data alike."""

from django import template

from indicators.criteria.words import formulas, guidance, names, steps, values

register = template.Library()
register.filter(values.in_words)
register.filter(values.unit)
register.filter(values.with_unit)
register.filter("asks", values.requirement)
register.filter("requires", values.requirement_with_unit)
register.filter("by_level", values.requirements_by_level)
register.filter(values.required_by_level)
register.filter(values.threshold_words)
register.filter("must", values.must_in_words)
register.filter("distance", values.distance_in_words)
register.filter("asked_by_level", values.thresholds_in_words)
register.filter(formulas.formula)
register.filter(formulas.calculation)
register.filter(guidance.guidance)
register.filter(names.short_name)
register.filter(names.whole_name)
register.filter(steps.step_sentence)
register.filter(steps.next_step)
