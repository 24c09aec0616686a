"""Storing the picture of an emblem before it is a setting."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ecotown.common.files.pictures import CleanedPicture
from ecotown.configuration.domain import emblem_name


def store_emblem(picture: CleanedPicture) -> str:
    """Store a cleaned picture and return its name, so that it can be looked at before it is saved.

    One that does not become the emblem is deleted with other files without a row after a day.
    """
    return default_storage.save(emblem_name(*picture), ContentFile(picture.content))
