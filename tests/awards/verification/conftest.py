"""Fixtures of the tests of the public verification: one issued certificate that each module shares."""

import shutil

import pytest
from django.test import override_settings

from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from tests import identities


@pytest.fixture(scope="module")
def issued(module_published, module_people, tmp_path_factory):
    """Issue a certificate once for the module: return its key, and the folder of its file and of the keys."""
    folder = tmp_path_factory.mktemp("issued")
    identities.write_department(folder)
    with override_settings(**settings_in(folder)):
        certificate = award_actions.issue_certificate(
            assessment=module_published, by=module_people.administrator
        )
        award_results.AWARDS.make(certificate.pk)
    return certificate.pk, folder


def settings_in(folder):
    folders = {"MEDIA_ROOT": folder / "media", "DEMONSTRATION_KEYS": folder / "keys"}
    return identities.settings_of_department(folder) | folders


@pytest.fixture
def ready(db, issued, settings, tmp_path):
    """Return a certificate with its file, signed by the department; each test has its own files."""
    certificate_pk, folder = issued
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for name, value in settings_in(tmp_path).items():
        setattr(settings, name, value)
    return Award.objects.get(pk=certificate_pk)
