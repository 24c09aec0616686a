"""Predicates for roles, which the permissions of all apps are composed of."""

import rules
from django.contrib.auth.backends import ModelBackend


@rules.predicate
def is_officer(user):
    return user.is_authenticated and user.is_active and user.is_officer


@rules.predicate
def is_assessor(user):
    return user.is_authenticated and user.is_active and user.is_assessor


@rules.predicate
def is_administrator(user):
    return user.is_authenticated and user.is_active and user.is_administrator


rules.add_perm("accounts.lift_locks", is_administrator)


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
