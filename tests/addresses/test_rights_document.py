"""The document of rights is the tables of rights."""

from django.conf import settings

from tests.addresses.rights_document import PLACE, rights_document


def test_the_document_of_rights_is_the_tables():
    assert (settings.BASE_DIR / PLACE).read_text(encoding="utf-8") == rights_document()
