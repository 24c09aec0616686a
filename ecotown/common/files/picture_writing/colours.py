"""Convert the colours of a picture to sRGB, strip by strip."""

import io

from PIL import ImageCms, ImageMath

from .colour_spaces import SRGB_PRIMARIES, are_close, measured_space, numbered_space, srgb_tones
from .icc_profiles import icc_profile
from .limits import DAMAGE_ERRORS, MAX_PROFILE
from .loading import strips


class Colours:
    """The conversion of a picture's colours to sRGB; `mode` is the resulting Pillow mode."""

    def __init__(self, source, kind):
        has_alpha = kind != "jpeg" and _has_transparent_pixels(source)
        is_grey = source.mode in {"1", "L", "LA"} or source.mode.startswith("I") or "is_grey" in source.info
        self.inks = "CMYK" if source.mode == "CMYK" else "L" if is_grey else "RGB"
        self.transform, self.tones = self._own_colours(source.info)
        base = "RGB" if kind == "webp" or not is_grey or self.inks == "RGB" else "L"
        self.mode = {"L": "LA", "RGB": "RGBA"}[base] if has_alpha else base

    def _own_colours(self, metadata):
        """Return the transform or the tone table to sRGB, at most one of them; cICP precedes a profile."""
        space = numbered_space(metadata.get("cicp"))
        transform = None if space else self._transform(metadata.get("icc_profile"))
        space = space or measured_space(metadata)
        if transform or not space:
            return transform, None
        primaries, lights = space
        if self.inks == "RGB" and not are_close(primaries, SRGB_PRIMARIES):
            return self._transform(icc_profile(primaries, lights)), None
        return None, srgb_tones(lights)

    def _transform(self, content):
        """Return the transform from a profile to sRGB, None where it does not fit, as in browsers."""
        if not content or len(content) > MAX_PROFILE:
            return None
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
            space = profile.profile.xcolor_space.strip()
            inks = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}[space]
            if inks == "RGB" and self.inks == "L":
                self.inks = "RGB"
            if inks != self.inks:
                return None
            return ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), self.inks, "RGB")
        except (KeyError, ImageCms.PyCMSError, *DAMAGE_ERRORS):
            return None

    def converted(self, strip):
        """Return a strip of the picture in sRGB, with its alpha channel where `mode` has one."""
        alpha = _alpha(strip) if self.mode.endswith("A") else None
        strip = _eight_bits(strip)
        if strip.mode != self.inks:
            strip = strip.convert("RGB").convert(self.inks)
        if self.transform:
            strip = ImageCms.applyTransform(strip, self.transform)
        elif self.tones:
            strip = strip.point(self.tones * len(strip.getbands()))
        strip = strip.convert(self.mode.rstrip("A"))
        if alpha:
            strip.putalpha(alpha)
        return strip


def _has_transparent_pixels(source):
    """Return whether any pixel is not opaque.

    Programs write opaque pictures with an alpha channel, too, and there is no memory to write the largest
    WebP with one.
    """
    if not source.has_transparency_data:
        return False
    parts = (source.crop(box) for box in strips(source.size))
    return any(_alpha(part).getextrema()[0] < 255 for part in parts)


def _alpha(strip):
    """Return the alpha channel. Pillow's own conversion loses the transparent tone of 16-bit greys."""
    if not strip.mode.startswith("I"):
        return strip.convert("RGBA").getchannel("A")
    transparent = strip.info["transparency"]
    greys = strip.convert("I")
    alpha = ImageMath.lambda_eval(lambda names: (names["greys"] != transparent) * 255, greys=greys)
    return alpha.convert("L")


def _eight_bits(strip):
    """Scale greys of 16 bits to 8; Pillow's own conversion clips values above 255."""
    if not strip.mode.startswith("I"):
        return strip
    return strip.convert("I").point(lambda value: value * (255 / 65535) + 0.5).convert("L")
