"""Signing in with a password."""

from django.contrib.auth.backends import ModelBackend


class PasswordBackend(ModelBackend):
    """Checks a password; it grants no permission, since every one is a predicate in a module `rules`.

    Django's own backend would ask the tables of permissions, which are empty, at every refusal.
    """

    def has_perm(self, user_obj, perm, obj=None):
        return False

    def has_module_perms(self, user_obj, app_label):
        return False

    def get_all_permissions(self, user_obj, obj=None):
        return set()
