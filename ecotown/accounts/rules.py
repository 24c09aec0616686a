"""Predicates for roles, which the permissions of all apps are composed of."""

import rules


@rules.predicate
def is_officer(user):
    return user.is_authenticated and user.is_active and user.is_officer


@rules.predicate
def is_assessor(user):
    return user.is_authenticated and user.is_active and user.is_assessor


@rules.predicate
def is_administrator(user):
    return user.is_authenticated and user.is_active and user.is_administrator
