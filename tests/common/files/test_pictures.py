"""Rewritten pictures: the same pixels in sRGB, upright, without metadata."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from ecotown.common.files import limited_process, pictures, previews
from ecotown.common.files.picture_writing import limits, rewriting
from ecotown.common.files.picture_writing.limits import BadPictureError
from ecotown.common.files.pictures import check_size, rewrite
from tests import files, profiles

KINDS = ["jpeg", "png", "webp"]


def scene(mode="RGB", size=(90, 60)):
    """Return a picture with a different colour in every corner."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    bands = [across, down, ImageChops.invert(across), ImageChops.invert(down).point(lambda tone: tone // 2)]
    return Image.merge(mode, bands[: len(Image.new(mode, (1, 1)).getbands())])


def stored(picture, kind, **options):
    content = io.BytesIO()
    picture.save(content, format=kind, **options)
    return content.getvalue()


def rewritten(content, kind):
    picture = Image.open(io.BytesIO(rewrite(io.BytesIO(content), kind).content))
    picture.load()
    return picture


def channel_difference(picture, expected):
    """Return the mean absolute difference of the worst channel, of 255."""
    images = (picture.convert("RGB"), expected.convert("RGB"))
    assert picture.size == expected.size
    return max(ImageStat.Stat(ImageChops.difference(*images)).mean)


def colour_managed(content):
    """Return the picture as colour management shows it, converted without the code under test."""
    with Image.open(io.BytesIO(content)) as picture:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        colours = picture.convert("RGB") if picture.mode == "RGBA" else picture
        return ImageCms.profileToProfile(colours, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")


# --- Colours ---------------------------------------------------------------------------------


def test_greys_of_16_bits_are_scaled_to_8():
    ramp = Image.frombytes(
        "I;16", (256, 2), b"".join(struct.pack("<H", 257 * tone) for tone in range(256)) * 2
    )

    picture = rewritten(stored(ramp, "png"), "png")

    assert (picture.mode, picture.tobytes()) == ("L", bytes(range(256)) * 2)


@pytest.mark.parametrize(
    ("kind", "mode", "profile"),
    [
        *[
            pytest.param(kind, "RGB", profiles.with_red_and_green_swapped(), id=f"RGB {kind}")
            for kind in KINDS
        ],
        pytest.param("jpeg", "L", profiles.grey(1.0), id="grey JPEG"),
        pytest.param("png", "L", profiles.grey(1.0), id="grey PNG"),
        pytest.param("jpeg", "CMYK", profiles.inks_of_one_colour(), id="CMYK JPEG"),
    ],
)
def test_a_colour_profile_is_applied_and_not_dropped(kind, mode, profile):
    content = stored(scene(mode), kind, icc_profile=profile)
    unconverted = Image.open(io.BytesIO(content))

    picture = rewritten(content, kind)

    assert channel_difference(unconverted, colour_managed(content)) > 20, (
        "the profile has no effect to be seen"
    )
    assert channel_difference(picture, colour_managed(content)) < 2
    assert "icc_profile" not in picture.info


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_a_profile_does_not_change_transparency(kind):
    content = stored(scene("RGBA"), kind, icc_profile=profiles.with_red_and_green_swapped(), lossless=True)

    picture = rewritten(content, kind)

    assert picture.mode == "RGBA"
    assert channel_difference(picture.getchannel("A"), scene("RGBA").getchannel("A")) == 0
    assert channel_difference(picture, colour_managed(content)) < 3
    assert channel_difference(picture, scene("RGBA")) > 20


@pytest.mark.parametrize(
    "profile",
    [b"no profile at all", profiles.inks_of_one_colour(), profiles.srgb()[:300]],
    ids=["nonsense", "for other colours", "cut off"],
)
def test_an_unfitting_profile_is_ignored_as_in_a_browser(profile):
    content = stored(scene(), "png", icc_profile=profile)

    assert channel_difference(rewritten(content, "png"), scene()) == 0


def test_the_gamma_of_a_png_without_a_profile_is_applied_as_in_a_browser():
    content = with_chunk(stored(scene("L"), "png"), b"gAMA", struct.pack(">I", 100_000))

    picture = rewritten(content, "png")

    expected = scene("L").point([round(255 * encoded(tone / 255)) for tone in range(256)])
    assert channel_difference(picture, expected) < 0.5
    assert channel_difference(picture, scene("L")) > 20


SRGB = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
ADOBE_RGB = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
DISPLAY_P3 = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
TONES = [(200, 50, 50), (50, 200, 80), (30, 60, 200), (128, 128, 128), (20, 20, 20)]


def by_numbers(*numbers):
    return [(b"cICP", bytes(numbers))]


def by_measure(primaries, gamma):
    chromaticities = struct.pack(">8I", *(round(100_000 * value) for value in primaries))
    return [(b"cHRM", chromaticities), (b"gAMA", struct.pack(">I", gamma))]


def tones_of(mode, chunks):
    """Return the bytes of TONES after rewriting a PNG with the given colour space chunks."""
    picture = Image.frombytes("RGB", (len(TONES), 1), bytes(sum(TONES, ())))
    content = stored(picture.convert(mode, palette=Image.Palette.ADAPTIVE), "png")
    for name, chunk_content in reversed(chunks):
        content = with_chunk(content, name, chunk_content)
    return rewritten(content, "png").convert("RGB").tobytes()


# Colours as Chromium 156 draws them.
P3_DRAWN = [(218, 24, 40), (0, 204, 58), (17, 61, 208), (128, 128, 128), (20, 20, 20)]
COLOUR_SPACES = {
    "Display P3 by numbers": (by_numbers(12, 13, 0, 1), P3_DRAWN),
    "Display P3 by numbers before sRGB": ([*by_numbers(12, 13, 0, 1), (b"sRGB", b"\0")], P3_DRAWN),
    "sRGB by numbers": (by_numbers(1, 13, 0, 1), TONES),
    "sRGB by numbers before a measure": ([*by_numbers(1, 13, 0, 1), *by_measure(SRGB, 100_000)], TONES),
    "sRGB before a measure": ([(b"sRGB", b"\0"), *by_measure(ADOBE_RGB, 45_455)], TONES),
    "BT.709": (
        by_numbers(1, 1, 0, 1),
        [(197, 39, 39), (39, 197, 70), (18, 49, 197), (121, 121, 121), (7, 7, 7)],
    ),
    "BT.2020": (
        by_numbers(9, 14, 0, 1),
        [(245, 0, 26), (0, 208, 30), (0, 48, 207), (121, 121, 121), (7, 7, 7)],
    ),
    "of a gamma of 2.8": (
        by_numbers(1, 5, 0, 1),
        [(189, 26, 26), (26, 189, 56), (8, 36, 189), (106, 106, 106), (3, 3, 3)],
    ),
    "linear": (
        by_numbers(1, 8, 0, 1),
        [(229, 122, 122), (122, 229, 152), (96, 133, 229), (188, 188, 188), (79, 79, 79)],
    ),
    "of another white": (
        by_numbers(11, 13, 0, 1),
        [(213, 24, 41), (0, 204, 58), (19, 59, 208), (128, 128, 128), (20, 20, 20)],
    ),
    "not specified": (by_numbers(12, 2, 0, 1), TONES),
    "of a narrow range": (by_numbers(12, 13, 0, 0), TONES),
    "of too few numbers": (by_numbers(12), TONES),
    "Adobe RGB by measure": (
        by_measure(ADOBE_RGB, 45_455),
        [(232, 46, 46), (0, 201, 67), (0, 57, 205), (129, 129, 129), (12, 12, 12)],
    ),
    "Display P3 by measure": (
        by_measure(DISPLAY_P3, 45_455),
        [(219, 14, 35), (0, 205, 56), (6, 58, 209), (129, 129, 129), (12, 12, 12)],
    ),
    "measured without a gamma": (by_measure(ADOBE_RGB, 45_455)[:1], TONES),
    "measured as sRGB": (by_measure(SRGB, 45_455), TONES),
    "measured as nothing": (by_measure([0] * 8, 45_455), TONES),
    "measured out of all bounds": (by_measure([0.3127, 0.329, *[40_000, 0.00001] * 3], 45_455), TONES),
}


@pytest.mark.parametrize(
    ("name", "mode"),
    [*((name, "RGB") for name in COLOUR_SPACES), ("Display P3 by numbers", "P"), ("BT.2020", "RGBA")],
)
def test_the_colour_space_of_a_png_without_a_profile_is_applied_as_in_a_browser(name, mode):
    chunks, drawn = COLOUR_SPACES[name]

    tones_and_expected = zip(tones_of(mode, chunks), bytes(sum(drawn, ())), strict=True)

    assert max(abs(tone - expected) for tone, expected in tones_and_expected) <= 2


def test_the_profile_of_transparent_16_bit_greys_is_applied():
    content = clear_greys_of_16_bits()
    name_and_profile = b"a\0\0" + zlib.compress(profiles.grey(1.0))

    picture = rewritten(with_chunk(content, b"iCCP", name_and_profile), "png")

    expected = bytes(round(255 * encoded(tone / 255)) for tone in range(256))
    assert channel_difference(picture.getchannel("L"), Image.frombytes("L", (256, 1), expected)) < 0.5
    assert picture.getchannel("A").tobytes() == bytes(range(255, -1, -1))


def clear_greys_of_16_bits():
    """Return a PNG of 256 greys whose transparency equals their brightness."""
    row = b"".join(struct.pack(">HH", 257 * tone, 257 * (255 - tone)) for tone in range(256))
    png = stored(Image.new("L", (256, 1)), "png")[:8]
    head = struct.pack(">IIBBBBB", 256, 1, 16, 4, 0, 0, 0)
    for name, chunk_content in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" + row)), (b"IEND", b"")):
        png += (
            struct.pack(">I", len(chunk_content))
            + name
            + chunk_content
            + struct.pack(">I", zlib.crc32(name + chunk_content))
        )
    return png


def test_greys_keep_their_channel_whatever_the_primaries_of_the_png_are():
    content = with_chunk(stored(scene("L"), "png"), *by_numbers(12, 13, 0, 1)[0])

    picture = rewritten(content, "png")

    assert (picture.mode, channel_difference(picture, scene("L"))) == ("L", 0)


def test_a_numbered_colour_space_precedes_a_profile():
    swapped = profiles.with_red_and_green_swapped()
    content = with_chunk(stored(scene(), "png", icc_profile=swapped), *by_numbers(1, 13, 0, 1)[0])

    assert channel_difference(rewritten(content, "png"), scene()) == 0


@pytest.mark.parametrize("curve", [16, 18], ids=["PQ", "HLG"])
def test_a_png_with_high_dynamic_range_is_refused(curve):
    content = with_chunk(stored(scene(), "png"), *by_numbers(9, curve, 0, 1)[0])

    with pytest.raises(BadPictureError, match="^differs$"):
        rewrite(io.BytesIO(content), "png")


def encoded(light):
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("jpeg", {"quality": 30}),
        ("jpeg", {"quality": 95, "subsampling": 0}),
        ("webp", {"lossless": True}),
        ("webp", {"quality": 60}),
        ("png", {}),
    ],
    ids=["JPEG much compressed", "JPEG little compressed", "WebP without loss", "WebP", "PNG"],
)
@pytest.mark.parametrize("texture", ["smooth", "noise"])
def test_the_rewritten_picture_looks_like_the_original(kind, options, texture):
    noise = Image.effect_noise((90, 60), 120).convert("RGB")
    content = stored(scene() if texture == "smooth" else noise, kind, **options)

    assert channel_difference(rewritten(content, kind), Image.open(io.BytesIO(content))) < 3


def colourful_webp():
    """Return a picture that WebP changes much, because it stores colours at half the resolution."""
    noise = [Image.effect_noise((60, 40), 90).resize((300, 200), Image.Resampling.BICUBIC) for _ in range(3)]
    swapped = profiles.with_red_and_green_swapped()
    return stored(Image.merge("RGB", noise), "webp", lossless=True, icc_profile=swapped)


def test_a_webp_that_would_lose_too_much_is_written_losslessly():
    content = colourful_webp()

    assert channel_difference(rewritten(content, "webp"), colour_managed(content)) < 1


def test_a_picture_that_cannot_be_rewritten_faithfully_is_refused(monkeypatch):
    # As if it were too large to write losslessly in the available memory.
    monkeypatch.setattr(rewriting, "LARGE_PIXELS", 0)

    with pytest.raises(BadPictureError, match="^differs$"):
        rewriting.rewrite(io.BytesIO(colourful_webp()), "webp")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_keeps_its_colours(mode):
    picture = Image.effect_noise((60, 40), 80).convert("RGBA").convert(mode)
    content = stored(picture, "png")

    assert rewritten(content, "png").convert("RGBA").tobytes() == picture.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", ["png", "webp"])
@pytest.mark.parametrize(("least", "bands"), [(255, "RGB"), (254, "RGBA")])
def test_an_alpha_channel_is_kept_where_any_pixel_is_transparent(kind, least, bands):
    picture = scene()
    picture.putalpha(255)
    picture.putpixel((0, picture.height - 1), (1, 2, 3, least))

    assert "".join(rewritten(stored(picture, kind, lossless=True, exact=True), kind).getbands()) == bands


@pytest.mark.parametrize(
    ("bits", "clear", "tones"),
    [
        pytest.param(1, 0, [0, 255], id="1 bit"),
        pytest.param(2, 2, [0, 85, 170, 255], id="2 bits"),
        pytest.param(4, 3, [17 * tone for tone in range(16)], id="4 bits"),
        pytest.param(8, 200, list(range(256)), id="8 bits"),
        pytest.param(16, 257 * 200, list(range(256)), id="16 bits"),
    ],
)
def test_the_transparent_tone_of_a_grey_png_stays_transparent(bits, clear, tones):
    content = grey_png_with_a_clear_tone(bits, clear)

    picture = rewritten(content, "png")

    pixels = [*zip(picture.getchannel("L").tobytes(), picture.getchannel("A").tobytes(), strict=True)]
    index = clear if bits < 16 else clear // 257
    assert pixels == [(tone, 255 * (place != index)) for place, tone in enumerate(tones)]


def grey_png_with_a_clear_tone(bits, clear):
    """Return a row with each tone of the bit depth; for 16 bits, those with two equal bytes."""
    width = 2 ** min(bits, 8)
    tones = [257 * tone for tone in range(width)] if bits == 16 else range(width)
    row = int("".join(f"{tone:0{bits}b}" for tone in tones).ljust(8, "0"), 2)
    content = b"\0" + row.to_bytes(max(1, width * bits // 8), "big")
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, 1, bits, 0, 0, 0, 0)),
        (b"tRNS", struct.pack(">H", clear)),
        (b"IDAT", zlib.compress(content)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk_content))
        + name
        + chunk_content
        + struct.pack(">I", zlib.crc32(name + chunk_content))
        for name, chunk_content in chunks
    )


# --- Upright ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    # Taller than one strip, so that the order of strips matters.
    upright = scene(size=(600, 400))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = upright.transpose(Image.Transpose(back[orientation])) if orientation in back else upright

    picture = rewritten(stored(turned, kind, exif=exif), kind)

    assert channel_difference(picture, upright) < 3
    assert dict(picture.getexif()) == {}


def test_unreadable_camera_data_do_not_refuse_a_picture():
    content = stored(scene(), "jpeg", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff")

    assert channel_difference(rewritten(content, "jpeg"), scene()) < 3


# --- Nothing else ----------------------------------------------------------------------------


def test_location_camera_and_appended_data_are_removed():
    content = files.jpeg_with_place() + files.zipped()
    assert b"SecretCamera" in content

    written = rewrite(io.BytesIO(content), "jpeg").content

    assert not [word for word in (b"Secret", b"Exif", b"run.exe", b"GPS") if word in written]


@pytest.mark.parametrize(
    ("kind", "frames", "is_first_frame"),
    [("png", 2, True), ("webp", 2, True), ("webp", 1, False), ("png", 1, False)],
    ids=["animated PNG", "animated WebP", "still WebP", "still PNG"],
)
def test_the_first_frame_of_an_animation_is_kept_and_reported(kind, frames, is_first_frame):
    further_frames = [Image.new("RGB", (90, 60), "red")][: frames - 1]
    content = stored(
        scene(), kind, **({"save_all": True, "append_images": further_frames} if further_frames else {})
    )

    written = rewrite(io.BytesIO(content), kind)

    picture = Image.open(io.BytesIO(written.content))
    assert (written.is_first_frame, getattr(picture, "n_frames", 1)) == (is_first_frame, 1)
    assert channel_difference(picture, scene()) < 3


def test_the_first_frame_of_an_animated_png_is_kept_not_its_still_picture():
    """Compare with the animation, which browsers show, not with the still picture for other programs."""
    content = io.BytesIO()
    frames = [scene(), ImageChops.invert(scene())]
    Image.new("RGB", scene().size).save(
        content, format="PNG", save_all=True, append_images=frames, default_image=True
    )

    assert channel_difference(rewritten(content.getvalue(), "png"), scene()) == 0


# --- As browsers take them -------------------------------------------------------------------


def with_chunk(png, name, chunk_content):
    """Return the PNG with one more chunk after its header."""
    chunk = struct.pack(">I", len(chunk_content)) + name + chunk_content
    chunk += struct.pack(">I", zlib.crc32(name + chunk_content))
    return png[:33] + chunk + png[33:]


LARGE_CHUNKS = {
    "80 MB of compressed text": (b"zTXt", b"a\0\0", lambda: zlib.compress(b"x" * 80_000_000)),
    "1.5 MB of text": (b"iTXt", b"a\0\1\0\0\0", lambda: zlib.compress(b"x" * 1_500_000)),
    "2 MB of plain text": (b"tEXt", b"a\0", lambda: b"x" * 2_000_000),
    "3 MB of a profile": (b"iCCP", b"a\0\0", lambda: zlib.compress(bytes(3_000_000))),
    "40 MB of a profile": (b"iCCP", b"a\0\0", lambda: zlib.compress(bytes(40_000_000))),
    "a profile that does not unpack": (b"iCCP", b"a\0\0", lambda: b"nonsense"),
}


@pytest.mark.parametrize(("name", "begin", "text"), LARGE_CHUNKS.values(), ids=LARGE_CHUNKS)
def test_large_texts_and_profiles_do_not_refuse_a_png(name, begin, text):
    content = with_chunk(stored(scene(), "png"), name, begin + text())

    assert channel_difference(rewritten(content, "png"), scene()) == 0


def test_a_wrong_checksum_of_a_text_does_not_refuse_a_png():
    content = with_chunk(stored(scene(), "png"), b"tEXt", b"a\0text").replace(b"a\0text", b"a\0next")

    assert channel_difference(rewritten(content, "png"), scene()) == 0


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
@pytest.mark.parametrize("lost", [1, 2], ids=["last byte", "last two bytes"])
def test_a_jpeg_without_its_end_marker_is_accepted_when_no_pixel_is_missing(progressive, lost):
    content = stored(scene(size=(300, 200)), "jpeg", progressive=progressive)

    picture = rewritten(content[:-lost], "jpeg")

    assert channel_difference(picture, Image.open(io.BytesIO(content))) < 1


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.9, 0.99])
def test_a_jpeg_of_which_pixels_are_missing_is_refused(progressive, part):
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    content = stored(noise, "jpeg", progressive=progressive)

    with pytest.raises(BadPictureError, match="^broken$"):
        rewritten(content[: int(len(content) * part)], "jpeg")


@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_and_a_random_picture_are_refused(kind):
    content = stored(Image.effect_noise((300, 200), 90).convert("RGB"), kind)

    for bad in (content[: len(content) // 2], content[:40] + bytes(range(256)) * 40):
        with pytest.raises(BadPictureError, match="^broken$"):
            rewritten(bad, kind)


# --- Limits ----------------------------------------------------------------------------------


def head_of(kind, width, height):
    """Return the header of a picture of this size, without pixels."""
    if kind == "png":
        return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    if kind == "webp":
        sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
        return b"RIFF\0\0\0\0WEBPVP8X" + struct.pack("<IB3x", 10, 0) + sides
    return b"\xff\xd8\xff\xfe\0\x04no\xff\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + bytes(3)


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [("jpeg", 8160, 6144), ("jpeg", 10_000, 10_000), ("png", 9921, 7016), ("webp", 8660, 8660)],
    ids=["a telephone of 50 megapixels", "JPEG at its limit", "A3 at 600 dpi", "WebP at its limit"],
)
def test_large_photographs_and_scans_pass_the_size_check(kind, width, height):
    check_size(io.BytesIO(head_of(kind, width, height)), kind)


@pytest.mark.parametrize(
    ("kind", "width", "height", "code"),
    [
        ("jpeg", 10_001, 10_000, "too-many-pixels"),
        ("png", 8661, 8660, "too-many-pixels"),
        ("webp", 16_000, 16_000, "too-many-pixels"),
        ("png", 0, 4, "broken"),
        ("jpeg", 4, 0, "broken"),
    ],
)
def test_too_many_pixels_are_refused_by_the_header_alone(kind, width, height, code):
    with pytest.raises(BadPictureError, match=f"^{code}$"):
        check_size(io.BytesIO(head_of(kind, width, height)), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_header_is_broken(kind):
    with pytest.raises(BadPictureError, match="^broken$"):
        check_size(io.BytesIO(head_of(kind, 40, 30)[:14]), kind)


@pytest.mark.parametrize(
    ("kind", "options"),
    [("webp", {}), ("webp", {"lossless": True}), ("png", {}), ("jpeg", {"progressive": True})],
)
def test_the_size_in_the_header_is_read_correctly(kind, options, monkeypatch):
    monkeypatch.setitem(limits.MAX_PIXELS, kind, 90 * 60 - 1)

    with pytest.raises(BadPictureError, match="^too-many-pixels$"):
        check_size(io.BytesIO(stored(scene(), kind, **options)), kind)


def test_a_lack_of_memory_does_not_refuse_the_picture(monkeypatch):
    monkeypatch.setattr(pictures, "MEMORY", 160 << 20)
    content = stored(Image.new("RGB", (9000, 9000)), "jpeg")

    with pytest.raises(limited_process.LimitReachedError, match="^memory$"):
        rewritten(content, "jpeg")


# --- Previews --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_of_a_picture_is_small(kind):
    content = stored(scene(size=(1000, 500)), kind)

    small = Image.open(io.BytesIO(previews.of_image(io.BytesIO(content), kind)))

    assert (small.format, small.size) == (
        "WEBP",
        (limits.PREVIEW_SIDE, limits.PREVIEW_SIDE // 2),
    )


def test_the_preview_of_a_pdf_is_its_first_page():
    small = Image.open(io.BytesIO(previews.of_pdf(io.BytesIO(files.pdf()))))

    assert (small.format, max(small.size)) == ("WEBP", limits.PREVIEW_SIDE)


@pytest.mark.parametrize(
    "draw",
    [previews.of_pdf, lambda file: previews.of_image(file, "jpeg")],
    ids=["PDF", "picture"],
)
def test_a_file_that_cannot_be_drawn_has_no_preview(draw):
    with pytest.raises(previews.NoPreviewError):
        draw(io.BytesIO(b"%PDF-1.4 nothing"))


def test_a_preview_has_twenty_seconds_of_clock_and_processor_time():
    assert (previews.SECONDS, "--cpu=20:21" in previews.LIMIT_COMMAND) == (20, True)


def test_a_preview_that_takes_too_long_is_aborted(monkeypatch):
    monkeypatch.setattr(previews, "SECONDS", 1)

    with pytest.raises(limited_process.LimitReachedError):
        previews.of_pdf(io.BytesIO(files.endless_pdf()))
