"""PDF files from templates."""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string


def render(
    template: str,
    context: Mapping[str, object],
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_tagged: bool = False,
) -> bytes:
    """Render `template` as PDF; its URLs are relative to `static/` or name one of `pictures`.

    A tagged file says what is a heading, a list or a table, for screen readers.

    Raises FatalURLFetchingError when the template asks for anything outside `static/` or for a missing file.
    """
    # Importing takes half a second and needs the Pango library, which only the workers have.
    from ecotown.common.pdf.typesetting import typeset  # noqa: PLC0415

    html = render_to_string(template, dict(context))
    return typeset(html, settings.BASE_DIR / "static", pictures, is_tagged=is_tagged)
