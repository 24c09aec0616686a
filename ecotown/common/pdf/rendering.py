"""PDF files from templates."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.template.loader import render_to_string

# Pictures that every paper may name, and what gives their content; each room adds its own.
_PICTURES: dict[str, Callable[[], bytes | None]] = {}


def declare_picture(name: str, content: Callable[[], bytes | None]) -> None:
    """Register a picture that papers may name, such as "picture:emblem"; called when the portal starts."""
    _PICTURES[name] = content


def render(
    template: str,
    context: Mapping[str, object],
    pictures: Mapping[str, bytes] | None = None,
    *,
    is_tagged: bool = False,
) -> bytes:
    """Render `template` as PDF; its URLs are relative to `static/` or name one of the pictures.

    Those are `pictures`, and the ones that rooms have declared.

    A tagged file says what is a heading, a list or a table, for screen readers.

    Raises FatalURLFetchingError when the template asks for anything outside `static/` or for a missing file.
    """
    # Importing takes half a second and needs the Pango library, which only the workers have.
    from ecotown.common.pdf.typesetting import typeset  # noqa: PLC0415

    html = render_to_string(template, dict(context))
    declared = {name: source() for name, source in _PICTURES.items() if name in html}
    given = {name: content for name, content in declared.items() if content} | dict(pictures or {})
    return typeset(html, settings.BASE_DIR / "static", given, is_tagged=is_tagged)
