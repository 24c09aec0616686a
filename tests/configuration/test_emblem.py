"""The emblem of the department: uploaded, looked at before it is saved, shown, taken away."""

import hashlib
import os
import time
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecotown.common.history import recording
from ecotown.common.produced_files.stray_files import fields_by_folder, remove_stray_files
from ecotown.configuration import actions, queries, words
from ecotown.configuration.domain import DEFAULTS, ConfigurationError, Group, is_emblem
from tests import builders, files
from tests.configuration.emblems import EMBLEM, set_emblem, stored_emblem

URL = "/settings/emblem/"
SCRIPTED = EMBLEM.replace(b"<circle", b'<script>alert(1)</script><circle onload="alert(1)"')
NEVER_STORED = f"{'0' * 64}.svg"


@pytest.fixture
def send(client, administrator):
    """Return a function that sends the form as a page shows it, with other values and a button."""
    client.force_login(administrator)

    def send(button="save", page=None, **values):
        form = (page or client.get(URL)).context["form"]
        hidden = {field.html_name: field.value() for field in form.hidden_fields() if field.value()}
        return client.post(URL, hidden | values | {button: button})

    return send


def upload(content=EMBLEM, name="emblem.svg"):
    return SimpleUploadedFile(name, content)


def test_an_uploaded_emblem_is_stored_without_scripts_and_recorded(send, administrator):
    response = send(emblem=upload(SCRIPTED))

    name = queries.stored().emblem
    content = queries.picture_of(name).content
    (event,) = recording.events_of("configuration")
    assert (response.status_code, response.headers["Location"]) == (302, URL)
    assert (b"circle" in content, b"script" in content, b"onload" in content) == (True, False, False)
    assert (event.by, event.data) == (administrator, {"group": "emblem", "changes": {"emblem": ["", name]}})


def test_the_name_of_a_picture_is_its_digest_and_the_history_shows_it(client, send):
    send(emblem=upload())

    name = queries.stored().emblem
    digest = hashlib.sha256(queries.picture_of(name).content).hexdigest()
    (event,) = client.get(URL).context["events"]
    assert name.startswith(f"emblems/{digest}")
    assert [change[1:] for change in event.changes] == [("(เว้นว่าง)", f"ภาพ SVG (SHA-256 {digest[:12]}…)")]


def test_a_png_is_written_anew(send):
    send(emblem=upload(files.picture("PNG"), "emblem.png"))

    picture = queries.picture_of(queries.stored().emblem)
    assert (picture.suffix, picture.content[1:4]) == ("png", b"PNG")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(files.PROGRAM, "emblem.png", id="a program"),
        pytest.param(files.PAGE, "emblem.svg", id="a page"),
        pytest.param(files.jpeg(), "emblem.jpg", id="another kind of picture"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "a.svg", id="no shape"),
        pytest.param(b"", "emblem.png", id="nothing"),
        pytest.param(EMBLEM + b" " * 500 * 1024, "emblem.svg", id="too large"),
    ],
)
def test_what_is_no_drawing_is_refused_beside_the_field(send, content, name):
    response = send(emblem=upload(content, name))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["emblem"])
    assert queries.stored() == DEFAULTS


def test_a_preview_shows_the_picture_where_it_stands_and_saves_nothing(send):
    response = send("preview", emblem=upload())

    shown = [preview.markup or preview.drawing for preview in response.context["previews"]]
    places = [('src="/settings/emblem/' in text, "data:image" in text) for text in shown]
    assert (response.status_code, queries.stored()) == (200, DEFAULTS)
    assert sorted(places) == [(False, True), (True, False), (True, False)]


def test_a_picture_that_was_looked_at_is_saved_without_a_second_upload(send):
    shown = send("preview", emblem=upload())

    saved = send(page=shown)

    assert str(words.HELP["kept_emblem"]) in shown.text
    assert (saved.status_code, is_emblem(queries.stored().emblem.removeprefix("emblems/"))) == (302, True)


def test_a_picture_that_was_looked_at_can_be_left(send):
    shown = send("preview", emblem=upload())

    send(page=shown, without_emblem="on")

    assert queries.stored() == DEFAULTS


def test_a_picture_that_was_looked_at_too_long_ago_is_asked_for_again(send):
    shown = send("preview", emblem=upload())
    default_storage.delete(shown.context["form"].entered.emblem)
    queries._read_picture.cache_clear()

    response = send(page=shown)

    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"emblem": [words.refusal_sentence("emblem-gone")]},
    )


def test_the_name_of_a_picture_cannot_be_made_up(send):
    assert [send(kept=name).status_code for name in ("emblems/x.svg", stored_emblem())] == [422, 422]
    assert queries.stored() == DEFAULTS


def test_the_emblem_is_taken_away(client, send):
    send(emblem=upload())
    send(without_emblem="on")

    changes = [event.data["changes"]["emblem"] for event in recording.events_of("configuration")]
    assert queries.stored() == DEFAULTS
    assert len(changes) == 2
    assert changes[0] == changes[1][::-1]
    assert "without_emblem" not in client.get(URL).context["form"].fields


def test_saving_without_a_picture_keeps_the_emblem(send):
    send(emblem=upload())
    before = queries.stored()

    send()

    assert (queries.stored(), recording.events_of("configuration").count()) == (before, 1)


def test_everybody_sees_the_emblem_at_the_foot_of_every_page(client, db):
    before = client.get(reverse("portal:about")).text.split("<footer")[1]
    set_emblem()
    footer = client.get(reverse("portal:about")).text.split("<footer")[1]

    picture = client.get(queries.emblem_address())

    assert ("site-emblem" in before, queries.emblem_address() in footer) == (False, True)
    assert (picture.status_code, picture.content) == (200, EMBLEM)
    assert {name: picture.headers[name] for name in ("Content-Type", "Content-Security-Policy")} == {
        "Content-Type": "image/svg+xml",
        "Content-Security-Policy": "default-src 'none'",
    }
    assert client.get(queries.emblem_address(), headers={"If-None-Match": picture["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["x.svg", NEVER_STORED, f"{'0' * 64}.html", "..%2fdesigns%2fx.svg"])
def test_no_other_file_is_served_as_an_emblem(client, db, name):
    assert client.get(f"{URL}{name}").status_code == 404


def test_a_lost_file_leaves_papers_without_an_emblem(db):
    builders.set_setting(emblem=f"emblems/{NEVER_STORED}")

    assert queries.emblem() is None


def test_only_a_stored_picture_becomes_the_emblem(administrator):
    with pytest.raises(ConfigurationError, match="^emblem-gone$"):
        actions.change_settings(
            group=Group.EMBLEM, values={"emblem": f"emblems/{NEVER_STORED}"}, by=administrator
        )


def test_the_file_of_the_emblem_stays_and_one_that_was_only_looked_at_goes(administrator):
    names = [stored_emblem(), stored_emblem()]
    actions.change_settings(group=Group.EMBLEM, values={"emblem": names[0]}, by=administrator)
    long_ago = time.time() - 3 * 24 * 3600
    for name in names:
        os.utime(default_storage.path(name), (long_ago, long_ago))

    remove_stray_files()

    assert "emblems" in fields_by_folder()
    assert [default_storage.exists(name) for name in names] == [True, False]
    assert queries.stored() == replace(DEFAULTS, emblem=names[0])
