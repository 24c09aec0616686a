"""The copy of a person's data as a workbook."""

import json
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook

from ecotown.common.thai.formats import moment, short_date
from ecotown.common.workbooks.tables import write_table
from ecotown.personal_data import queries
from ecotown.personal_data.queries import PersonalData

LONGEST = 30_000  # characters of a cell; a spreadsheet takes 32,767


def data_workbook(data: PersonalData) -> bytes:
    """Return the workbook in Thai: account, names, provinces, acts, notices, other tables, the register."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    with override("th"):
        for write in (_account, _names, _terms, _acts, _notices, _elsewhere, _register):
            write(workbook, data)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _sheet(workbook, title, columns, rows, *lines):  # type: ignore[no-untyped-def]
    write_table(workbook.create_sheet(title), heading=title, lines=lines, columns=columns, rows=rows)


def _account(workbook: Workbook, data: PersonalData) -> None:
    person = data.person
    fields = ("username", "signing_name", "position", "email", "language", "date_joined", "last_login")
    columns_of = {field.name: str(field.verbose_name) for field in person._meta.concrete_fields}
    rows = [(columns_of[name], _text(getattr(person, name))) for name in fields]
    rows.insert(2, (_("role"), person.get_role_display()))
    rows.append((_("account open"), _("yes") if person.is_active else _("no")))
    line = _("Everything that the portal keeps of this person, as of %(when)s.")
    columns = [(_("What"), 30), (_("Value"), 60)]
    _sheet(workbook, _("Account"), columns, rows, line % {"when": moment(timezone.now())})


def _names(workbook: Workbook, data: PersonalData) -> None:
    rows = [(seal.name or _("erased"), _text(seal.sealed_at), seal.digest) for seal in data.names]
    columns = [(_("Name"), 40), (_("sealed at"), 24), (_("digest"), 70)]
    _sheet(workbook, _("Names in the history"), columns, rows)


def _terms(workbook: Workbook, data: PersonalData) -> None:
    rows = [
        (term.province.name_th, *(short_date(day) if day else "" for day in (term.begins_on, term.ends_on)))
        for term in data.terms
    ]
    _sheet(workbook, _("Provinces"), [(_("Province"), 30), (_("from"), 20), (_("until"), 20)], rows)


def _acts(workbook: Workbook, data: PersonalData) -> None:
    rows = [
        (_text(act.at), act.words, act.subject, json.dumps(act.data, ensure_ascii=False)[:LONGEST])
        for act in data.acts
    ]
    columns = [(_("Time"), 24), (_("Step"), 40), (_("About"), 24), (_("What was kept"), 80)]
    _sheet(workbook, _("Steps taken"), columns, rows)


def _notices(workbook: Workbook, data: PersonalData) -> None:
    rows = [
        (
            _text(notice.created_at),
            notice.kind,
            f"{notice.subject}:{notice.subject_id}",
            _text(notice.read_at),
        )
        for notice in data.notices
    ]
    columns = [(_("Time"), 24), (_("kind"), 30), (_("About"), 24), (_("read at"), 24)]
    _sheet(workbook, _("Notices"), columns, rows)


def _elsewhere(workbook: Workbook, data: PersonalData) -> None:
    columns = [(_("Table"), 40), (_("As"), 30), (_("Rows"), 12)]
    _sheet(workbook, _("Other tables"), columns, data.elsewhere)


def _register(workbook: Workbook, _data: PersonalData) -> None:
    rows = [
        tuple(str(text) for text in (line.what, line.why, line.basis, line.how_long, line.at_erasure))
        for line in queries.register_lines()
    ]
    columns = [
        *((_("What is kept"), 45), (_("What for"), 40), (_("Ground"), 30)),
        *((_("For how long"), 40), (_("At erasure"), 25)),
    ]
    _sheet(workbook, _("Why and for how long"), columns, rows)


def _text(value: object) -> str:
    """Return a stored value as a text; a time as people read it."""
    if hasattr(value, "hour"):
        return moment(value)
    return "" if value is None else str(value)
