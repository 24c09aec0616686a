"""Columns for searching and sorting names, computed whenever a row is saved or created."""

from django.db import models

from ecotown.common.thai import ordering


class NameKey(models.TextField):
    """A column computed from the columns in `of`. `QuerySet.update` bypasses it: save names by row."""

    def __init__(self, *, of=(), **kwargs):
        self.of = tuple(of)
        super().__init__(**{"default": "", "editable": False, **kwargs})

    def deconstruct(self):
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "of": self.of}

    def pre_save(self, row, add):
        setattr(row, self.attname, self.key_of([getattr(row, name) for name in self.of]))
        return getattr(row, self.attname)

    def key_of(self, names):
        raise NotImplementedError


class SearchKey(NameKey):
    """The words of each name, each after a space, then the whole name without spaces after a bar."""

    def key_of(self, names):
        words = [ordering.search_words(name) for name in names]
        return "".join(f" {' '.join(name_words)}|{''.join(name_words)}" for name_words in words)


class SortKey(NameKey):
    """A key that sorts like a Thai dictionary in every database, whatever its collation."""

    def key_of(self, names):
        return ordering.stored_sort_key(" ".join(names))
