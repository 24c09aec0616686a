"""Columns by which names are found and sorted, kept right whenever a row is saved or created."""

from django.db import models

from ecotown.common import thai


class NameKey(models.TextField):
    """Made from the columns named in `of`; `QuerySet.update` does not know it, so names are saved by rows."""

    def __init__(self, *, of=(), **kwargs):
        self.of = tuple(of)
        super().__init__(**{"default": "", "editable": False, **kwargs})

    def deconstruct(self):
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "of": self.of}

    def pre_save(self, row, add):
        setattr(row, self.attname, self.made_of([getattr(row, name) for name in self.of]))
        return getattr(row, self.attname)

    def made_of(self, names):
        raise NotImplementedError


class SearchKey(NameKey):
    """Of each name its words, each after a space, and all of it in one piece after a bar."""

    def made_of(self, names):
        words = [thai.search_words(name) for name in names]
        return "".join(f" {' '.join(one)}|{''.join(one)}" for one in words)


class SortKey(NameKey):
    """Sorts like a Thai dictionary in every database, whatever its collation."""

    def made_of(self, names):
        return thai.stored_sort_key(" ".join(names))
