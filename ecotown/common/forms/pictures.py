"""A field for a drawing that papers show: a seal, a signature, an emblem."""

import io

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.files.limited_process import LimitReachedError
from ecotown.common.files.picture_writing.limits import BadPictureError
from ecotown.common.files.pictures import CleanedPicture, rewrite
from ecotown.common.files.svg_pictures import RefusedDrawing, check_drawable, clean_svg
from ecotown.common.files.uploads import FileKind, RefusedUpload, examine


class PictureField(forms.FileField):
    """A re-encoded PNG, or an SVG reduced to shapes and colours; `clean` returns a `CleanedPicture`."""

    default_error_messages = {
        "too-large": _("The picture is larger than %(limit)s kB."),
        "no-picture": _("Please give a PNG or an SVG drawing."),
        "empty": _("The file is empty."),
        "busy": _(
            "The system is very busy, so the picture could not be examined. Please try again. If it fails "
            "again, give a simpler drawing or a PNG."
        ),
    }

    def __init__(self, *, limit, **kwargs):
        """`limit` returns how many kilobytes are allowed when a picture comes."""
        self.limit = limit
        widget = forms.FileInput(attrs={"accept": ".png,.svg"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, None)
        if not file:
            return None
        limit = self.limit()
        if file.size > limit * 1024:
            raise forms.ValidationError(
                self.error_messages["too-large"], code="too-large", params={"limit": limit}
            )
        content = file.read()
        try:
            if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                drawing = clean_svg(content)
                check_drawable(drawing)
                return CleanedPicture(drawing, "svg")
            upload = examine(io.BytesIO(content), file.name, max_bytes=limit * 1024)
            if upload.kind == FileKind.PNG:
                return CleanedPicture(rewrite(upload.content, upload.kind).content, "png")
        except (BadPictureError, RefusedDrawing, RefusedUpload) as error:
            raise forms.ValidationError(self.error_messages["no-picture"], code=error.code) from error
        except LimitReachedError as error:
            raise forms.ValidationError(self.error_messages["busy"], code="busy") from error
        raise forms.ValidationError(self.error_messages["no-picture"], code="no-picture")
