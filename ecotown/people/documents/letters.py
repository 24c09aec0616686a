"""The letter with a one-time code, which an administrator prints and hands over."""

from ecotown.common.pdf import rendering
from ecotown.common.pdf.qr import svg_path
from ecotown.common.thai.papers import formal_paper
from ecotown.people.documents.mails import code_url, entry_url
from ecotown.people.models.codes import OneTimeCode


def code_letter(code: OneTimeCode) -> bytes:
    """Return the letter as PDF, in Thai."""
    side, path = svg_path(code_url(code))
    with formal_paper():
        return rendering.render(
            "people/code_letter.html",
            {
                "code": code,
                "person": code.person,
                "terms": code.person.terms.not_over().select_related("province"),
                "entry_url": entry_url(),
                "qr_side": side,
                "qr_path": path,
            },
            is_tagged=True,
        )
