"""Sanitised SVG drawings: shapes and colours are kept, all else is removed."""

import pytest

from ecotown.common.files.limited_process import LimitReachedError, run_limited
from ecotown.common.files.svg_pictures import RefusedDrawing, check_drawable, clean_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'


def svg(inside, head=HEAD, end_of_tag=">"):
    return f"{head}{end_of_tag}{inside}</svg>".encode()


def test_shapes_and_colours_are_kept():
    drawing = '<g transform="scale(2)"><path d="M0 0L9 9" style="fill:#123456;stroke:none"/></g>'

    assert clean_svg(svg(drawing)) == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<g transform="scale(2)"><path d="M0 0L9 9" fill="#123456" stroke="none" /></g></svg>'
    )


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param("<script>alert(1)</script>", id="a script"),
        pytest.param('<image href="http://x/y.png"/>', id="a picture from elsewhere"),
        pytest.param('<use xlink:href="http://x/y.svg#a"/>', id="a drawing from elsewhere"),
        pytest.param("<foreignObject><b>x</b></foreignObject>", id="a page inside"),
        pytest.param("<style>@import url(http://x)</style>", id="a style sheet"),
        pytest.param('<animate attributeName="href" values="javascript:x"/>', id="an animation"),
        pytest.param('<a href="javascript:x"><rect/></a>', id="a link"),
        pytest.param('<text onclick="x()">x</text>', id="a text"),
    ],
)
def test_harmful_elements_are_removed(evil):
    assert clean_svg(svg(f'<rect width="1" height="1"/>{evil}')) == clean_svg(
        svg('<rect width="1" height="1"/>')
    )


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="x()"',
        'fill="url(http://x/y.svg#a)"',
        'style="fill:url(//x/y)"',
        'href="x"',
        'fill="URL(#a) url(//x)"',
        'd="M0 0&lt;script&gt;"',
    ],
)
def test_harmful_attributes_are_removed(attribute):
    assert clean_svg(svg(f'<rect width="1" {attribute}/>')) == clean_svg(svg('<rect width="1"/>'))


def test_a_size_replaces_a_missing_view_box():
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm"'

    assert b'viewBox="0 0 40 20"' in clean_svg(svg("<rect/>", head))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"no drawing", "broken", id="no XML"),
        pytest.param(b"<html/>", "broken", id="something else"),
        pytest.param(b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("<rect/>"), "broken", id="a document type"),
        pytest.param(svg("<rect/>", '<svg xmlns="http://www.w3.org/2000/svg"'), "broken", id="no size"),
        *(
            pytest.param(svg("<rect/>", f'<svg xmlns="http://www.w3.org/2000/svg" {size}'), "broken", id=size)
            for size in (
                *('viewBox="0 0 1.2.3 9"', 'viewBox="0 0 9"', 'viewBox="0 0 9 0"', 'viewBox="0 0 -9 9"'),
                *('viewBox="0 0 1e999 9"', 'viewBox="0 0 nan 9"', 'viewBox=""', 'width="0" height="9"'),
            )
        ),
        pytest.param(svg('<rect width="1.2.3" height="1"/>'), "broken", id="a size that is no number"),
        pytest.param(
            svg(f'<rect width="1{" " * 400_000}!"/>'), "broken", id="a size that takes minutes to look at"
        ),
        pytest.param(
            svg("<rect/>", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {"9" * 400_000}! 9"'),
            "broken",
            id="a view that takes minutes to look at",
        ),
        pytest.param(svg("<text>x</text>"), "empty", id="no shape"),
        pytest.param(svg("<rect/>" * 5001), "too-complex", id="too many shapes"),
        pytest.param(svg("<g>" * 40 + "<rect/>" + "</g>" * 40), "too-complex", id="too deep"),
    ],
)
def test_an_unusable_drawing_is_refused(content, code):
    with pytest.raises(RefusedDrawing, match=f"^{code}$"):
        clean_svg(content)


def test_a_clip_path_is_not_clipped_itself():
    chain = "".join(
        f'<clipPath id="c{n}"><g><rect width="9" height="9" clip-path="url(#c{n + 1})"/></g></clipPath>'
        for n in range(20)
    )
    drawing = svg(f'<defs>{chain}</defs><rect width="9" height="9" clip-path="url(#c0)"/>')

    assert clean_svg(drawing).count(b"clip-path=") == 1


def test_a_drawing_that_documents_can_show_is_accepted():
    gradient = '<linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient>'
    clip = '<clipPath id="b"><circle cx="4" cy="4" r="4"/></clipPath>'
    drawing = '<g clip-path="url(#b)" opacity=".5"><rect width="9" height="9" fill="url(#a)"/></g>'

    check_drawable(clean_svg(svg(f"<defs>{gradient}{clip}</defs>{drawing}")))


def test_a_drawing_that_documents_would_leave_out_is_refused():
    drawing = clean_svg(svg('<g transform="rotate(a)"><rect width="1" height="1"/></g>'))

    with pytest.raises(RefusedDrawing, match="^undrawable$"):
        check_drawable(drawing)


def test_a_lack_of_time_does_not_refuse_a_drawing(monkeypatch):
    monkeypatch.setitem(run_limited.__kwdefaults__, "seconds", 2)
    clipped = f'<clipPath id="a">{"<rect/>" * 2000}</clipPath>' + '<rect clip-path="url(#a)"/>' * 2000

    with pytest.raises(LimitReachedError, match="^processor$"):
        check_drawable(clean_svg(svg(clipped)))


def test_a_lack_of_memory_does_not_refuse_a_drawing(monkeypatch):
    monkeypatch.setitem(run_limited.__kwdefaults__, "memory", 100 << 20)

    with pytest.raises(LimitReachedError, match="^memory$"):
        check_drawable(clean_svg(svg('<rect width="1" height="1" fill="red"/>')))
