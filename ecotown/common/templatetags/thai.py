"""Dates, numbers and bilingual texts, for templates."""

from django import template

from ecotown.common.thai import formats, papers

register = template.Library()
register.filter(formats.long_date)
register.filter(formats.short_date)
register.filter(formats.weekday_date)
register.filter(formats.moment)
register.filter(formats.era_year)
register.filter(formats.days_left)
register.filter(formats.time_left)
register.filter(formats.waiting_time)
register.filter(formats.due_words)
register.filter(formats.clock)
register.filter(formats.number)
register.filter(formats.text)
register.filter(formats.named)
register.filter(formats.typed)
register.filter(papers.paper_digits)
register.filter(papers.paper_dates)
register.filter(papers.unbroken_name)
register.filter(papers.unbroken_words)
