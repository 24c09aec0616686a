"""A row of the rights table, and the answers that many rows share."""

from typing import NamedTuple

from django.urls import reverse

from tests.addresses.objects import OBJECTS

ROLES = ("anonymous", "officer", "other-officer", "assessor", "administrator")

# The status for each role in the order of ROLES. 302 for anonymous leads to the sign-in page. An action that
# is allowed answers 302 to the page it belongs to, or 422 with that page where a required field is empty.
PUBLIC = (200, 200, 200, 200, 200)
LED_ON = (302, 302, 302, 302, 302)
ABSENT = (404, 404, 404, 404, 404)
SIGNED_IN = (302, 200, 200, 200, 200)
# An assessment is not there (404) for the officer of another province.
SCOPED = (302, 200, 404, 200, 200)
OFFICER_PAGE = (302, 200, 404, 403, 403)
OFFICER_ACTION = (302, 302, 404, 403, 403)
# For the assigned assessor alone, and nobody is assigned.
NOT_ASSIGNED = (302, 403, 404, 403, 403)
# For administrators, about an assessment.
DEPARTMENT_PAGE = (302, 403, 404, 403, 200)
DEPARTMENT_ACTION = (302, 403, 404, 403, 302)
# For administrators, about what is of no single province.
ADMINISTRATOR_PAGE = (302, 403, 403, 403, 200)
ADMINISTRATOR_ACTION = (302, 403, 403, 403, 302)


class Address(NamedTuple):
    """The name of an address, its arguments, and the answers for each role by method, none where it has none.

    Arguments stand apart by blanks; one in braces names an entry of OBJECTS.
    """

    name: str
    arguments: str = ""
    get: tuple[int, ...] | None = None
    post: tuple[int, ...] | None = None

    def url_for(self, assessment):
        """Return the path with the keys of the objects around `assessment`."""
        return reverse(self.name, args=[_key(word, assessment) for word in self.arguments.split()])


def _key(word, assessment):
    return OBJECTS[word[1:-1]](assessment) if word.startswith("{") else word
