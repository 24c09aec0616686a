"""A person who is invited by a letter, and a request about them that waits for another administrator."""

from ecotown.accounts.models import Role, User
from ecotown.people.actions import people, requests
from ecotown.people.models import OneTimeCode, PersonRequest
from tests import builders

NAME = "เจ้าหน้าที่ที่ได้รับเชิญ"


def add_invited_person(province):
    second = builders.UserBuilder(role=Role.ADMINISTRATOR)
    terms = [people.Term(province)]
    person = people.invite(signing_name=NAME, role=Role.OFFICER, terms=terms, by=second)
    requests.ask_for_administrator(person=person, reason="ย้ายมากรม", by=second)


def invited_person():
    return User.objects.get(signing_name=NAME)


def one_time_code():
    """Return the code given last: a visit of all addresses gives a new one and withdraws the first."""
    return OneTimeCode.objects.filter(person__signing_name=NAME).latest("given_at", "pk")


def person_request():
    return PersonRequest.objects.get(person__signing_name=NAME)
