"""The check of translations finds what has no Thai words, and writes nowhere."""

import tempfile

import pytest
from django.core.management import call_command

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
TRANSLATED = f'{HEAD}\nmsgid "Factory"\nmsgstr "โรงงาน"\n'


@pytest.fixture
def catalogue(settings, tmp_path, monkeypatch):
    """Return the catalogue of a project with one page, in another folder than temporary files."""
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    for folder in (project / "pages", project / "locale/th/LC_MESSAGES", elsewhere):
        folder.mkdir(parents=True)
    (project / "pages/words.py").write_text(
        'from django.utils.translation import gettext as _\n_("Factory")\n'
    )
    settings.BASE_DIR, settings.LOCALE_PATHS = project, [project / "locale"]
    monkeypatch.chdir(project)
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    return project / "locale/th/LC_MESSAGES/django.po"


def test_a_catalogue_with_every_text_passes(catalogue):
    catalogue.write_text(TRANSLATED)

    call_command("check_translations")

    assert catalogue.read_text() == TRANSLATED


def test_a_text_with_another_context_is_another_text(catalogue, capsys):
    catalogue.write_text(TRANSLATED.replace('msgid "Factory', 'msgctxt "sign"\nmsgid "Factory'))

    with pytest.raises(SystemExit):
        call_command("check_translations")

    assert capsys.readouterr().err == "not in locale/th/LC_MESSAGES/django.po: Factory\n"


def test_a_text_that_is_not_in_the_catalogue_is_named_and_not_written_into_it(catalogue, capsys):
    catalogue.write_text(HEAD)

    with pytest.raises(SystemExit):
        call_command("check_translations")

    assert capsys.readouterr().err == "not in locale/th/LC_MESSAGES/django.po: Factory\n"
    assert catalogue.read_text() == HEAD


def test_a_text_within_an_f_string_is_found(catalogue, capsys):
    catalogue.write_text(TRANSLATED)
    module = catalogue.parents[3] / "pages/words.py"
    module.write_text(
        "from django.utils.translation import gettext as _, pgettext\n"
        "f\"{_('Factory')} {_('Plant')}: {pgettext('sign', 'No entry')}\"\n"
    )

    with pytest.raises(SystemExit):
        call_command("check_translations")

    assert capsys.readouterr().err.splitlines() == [
        "not in locale/th/LC_MESSAGES/django.po: No entry (sign)",
        "not in locale/th/LC_MESSAGES/django.po: Plant",
    ]
