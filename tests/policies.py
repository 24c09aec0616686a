"""What every action and every module of the portal keeps to, read from the loaded objects themselves."""

import importlib
import inspect
import pkgutil
import sys
import types
import weakref
from itertools import chain

from django.db.transaction import Atomic
from django.dispatch import Signal

from ecotown.common.history import recording

PACKAGES = ("areas", "assessments", "awards", "ecotown", "indicators")
RECORDING = {recording.record, recording.record_all}


def actions_of(app, *, except_for=()):
    """Return the actions of an app: public functions that act for somebody or are one transaction.

    `except_for` names what actions are built of.
    """
    names = [
        submodule.name
        for submodule in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}.")
        if ".actions" in submodule.name
    ]
    offered = [
        function
        for module in map(importlib.import_module, names)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and name not in except_for
    ]
    return [action for action in offered if names_actor(action) or is_atomic(action)]


def is_atomic(action):
    """Return whether the whole function is one transaction."""
    cells = [cell.cell_contents for cell in action.__closure__ or ()]
    return any(isinstance(content, Atomic) for content in cells)


def names_actor(action):
    """Return whether the caller must say by name who acts."""
    actor = inspect.signature(action).parameters.get("by")
    return actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY


def records_event(action):
    """Return whether the function, or one of the portal's that it calls, appends to the history."""
    waiting, visited = [inspect.unwrap(action)], set()
    while waiting:
        function = waiting.pop()
        if function in RECORDING:
            return True
        if function not in visited:
            visited.add(function)
            waiting += [inspect.unwrap(callee) for callee in called_by(function)]
    return False


def called_by(function):
    """Return the portal's functions that the compiled body names, alone or as an attribute of a module."""
    names = names_in(function.__code__)
    values = [function.__globals__.get(name) for name in names]
    modules = [value for value in values if isinstance(value, types.ModuleType)]
    values += [getattr(module, name, None) for module in modules for name in names]
    return [value for value in values if inspect.isfunction(value) and is_ours(value)]


def names_in(code):
    """Return the names that a code object uses, also those of its inner functions and comprehensions."""
    inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return {*code.co_names, *chain.from_iterable(names_in(part) for part in inner)}


def is_ours(value):
    module = getattr(value, "__module__", None) or ""
    return module.partition(".")[0] in PACKAGES


def modules():
    """Import and return every module of the portal but its migrations."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        yield root
        for submodule in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations" not in submodule.name:
                yield importlib.import_module(submodule.name)


def own_saves():
    """Return the functions called `save` that are the portal's, also those of its classes."""
    for module in modules():
        classes = [value for value in vars(module).values() if issubclass(type(value), type)]
        for owner in [module, *(value for value in classes if value.__module__ == module.__name__)]:
            save = vars(owner).get("save")
            if inspect.isfunction(save) and is_ours(save):
                yield f"{module.__name__}: {save.__qualname__}"


def own_receivers():
    """Return the functions of the portal that any signal of a loaded module calls."""
    loaded = [vars(module) for module in list(sys.modules.values()) if isinstance(module, types.ModuleType)]
    signals = {id(value): value for names in loaded for value in list(names.values()) if is_signal(value)}
    for signal in signals.values():
        for receiver in (entry[1] for entry in signal.receivers):
            function = receiver() if isinstance(receiver, weakref.ref) else receiver
            if is_ours(function):
                yield f"{function.__module__}: {function.__qualname__}"


def is_signal(value):
    # The type is asked, since `isinstance` would wake what is lazy.
    return issubclass(type(value), Signal)
