"""Tables of people: one-time codes, and requests that two administrators decide."""

from ecotown.people.models.codes import OneTimeCode
from ecotown.people.models.requests import PersonRequest

__all__ = ["OneTimeCode", "PersonRequest"]
