"""Notices about open work that was handed over."""

from collections import defaultdict

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.models import Role, User
from ecotown.notices import registry
from ecotown.notices.actions import NoticeDraft, send
from ecotown.notices.registry import NoticeKind, Subject
from ecotown.people.registry import OpenWork, WorkToHandOver

SUBJECT = "person"  # whose work it was
GIVEN, RECEIVED, BESIDE = "work-given", "work-received", "work-handed-over-beside"


class Told:
    """Whom the handing over of a person's work concerns, and of which pieces each of them is told."""

    def __init__(self) -> None:
        self._work: dict[tuple[str, int], list[str]] = defaultdict(list)

    @property
    def others(self) -> set[int]:
        """Return the ids of those who neither had the work nor take it."""
        return {user for kind, user in self._work if kind == BESIDE}

    def add(self, kind: WorkToHandOver, piece: OpenWork, *, person: User, successor: User | None) -> None:
        """Note whom a piece concerns; called before it is handed over."""
        if kind.beside is None:
            if successor is None:
                self._work[GIVEN, person.pk].append(piece.name)
            return
        self._work[GIVEN, person.pk].append(piece.name)
        if successor:
            self._work[RECEIVED, successor.pk].append(piece.name)
        for user in set(kind.beside(piece.key)) - {person.pk, successor.pk if successor else None}:
            self._work[BESIDE, user].append(piece.name)

    def send(self, person: User, *, stays: bool, by: User) -> None:
        """Send the notices; who leaves can no longer read any."""
        send(
            [
                NoticeDraft(kind, SUBJECT, person.pk, [user], {"work": ", ".join(names)})
                for (kind, user), names in self._work.items()
                if stays or kind != GIVEN
            ],
            by=by,
        )


def _visible_to(_user: User) -> QuerySet[User]:
    return User.objects.all()  # a notice is read by those alone to whom it was sent


def declare() -> None:
    """Register the kinds of notices; called when the portal starts."""
    registry.declare_subject(
        SUBJECT,
        Subject(
            visible_to=_visible_to,
            names_of=lambda _user, pks: {
                person.pk: str(person) for person in User.objects.filter(pk__in=pks)
            },
        ),
    )
    registry.declare_kinds(
        {
            GIVEN: _kind(_("Open work of yours was handed over"), _("Your work was handed over: %(work)s")),
            RECEIVED: _kind(
                _("Open work was handed over to you"),
                _("You look after this work now: %(work)s"),
                Role.OFFICER,
            ),
            BESIDE: _kind(
                _("Another officer looks after your province with you"),
                _("The work of this officer was handed over: %(work)s"),
                Role.OFFICER,
            ),
        }
    )


def _kind(label: Promise, sentence: Promise, *roles: Role) -> NoticeKind:
    return NoticeKind(label, sentence, "people:handed-over", frozenset(roles or Role))
