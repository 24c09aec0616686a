"""The writes that the guards of all models forbid, as SQL, found among the rows of the database."""

from django.apps import apps
from django.db import IntegrityError, connections, models, transaction

from ecotown.common.database.guards import Guard


def guards_of(model):
    return [constraint for constraint in model._meta.constraints if isinstance(constraint, Guard)]


def guards():
    """Return each guard of each model, with the model."""
    return [(model, guard) for model in apps.get_models() for guard in guards_of(model)]


def forbidden_writes(model, guard, operation, using):
    """Yield SQL for each change of one column, of the first and last row for which the guard forbids it."""
    table = model._meta.db_table
    columns = ", ".join(column_names(model)[1:])
    condition = guard.condition(operation)
    for column, changed in changed_rows(model, using) if "NEW." in condition else [unchanged_rows(model)]:
        new = f"({changed}) AS new"
        rows = {
            "insert": new,
            "update": f"{table} AS old JOIN {new} ON new.id = old.id",
            "delete": f"{table} AS old",
        }[operation]
        row = "new" if operation == "insert" else "old"
        for key in keys_of(row, f"{rows} WHERE {condition}", using):
            yield {
                "insert": f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {new} WHERE id = {key}",
                "update": f"UPDATE {table} SET {column} = (SELECT {column} FROM {new} WHERE id = {key})"
                f" WHERE id = {key}",
                "delete": f"DELETE FROM {table} WHERE id = {key}",
            }[operation]


def keys_of(row, rows, using):
    """Return the first and the last key of some rows, if there are any."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT MIN({row}.id), MAX({row}.id) FROM {rows}")
        return set(cursor.fetchone()) - {None}


def column_names(model):
    return [quoted(field) for field in model._meta.concrete_fields]


def quoted(field):
    return f'"{field.column}"'


def unchanged_rows(model):
    return "id", f"SELECT {', '.join(column_names(model))} FROM {model._meta.db_table}"


def changed_rows(model, using):
    """Yield each column with SQL for all rows of the table, in which that column has another value."""
    yield unchanged_rows(model)
    for field in model._meta.concrete_fields[1:]:
        for value in other_values(field):
            new = f"{typed(value, field, using)} AS {quoted(field)}"
            columns = [new if name == quoted(field) else name for name in column_names(model)]
            yield quoted(field), f"SELECT {', '.join(columns)} FROM {model._meta.db_table}"


def typed(value, field, using):
    """Return a value with its type: PostgreSQL takes a text in quotation marks for no date in a SELECT."""
    if connections[using].vendor == "postgresql":
        return f"CAST({value} AS {field.db_type(connections[using])})"
    return value


def other_values(field):
    """Return SQL for values that the column might be changed to, some of which break other constraints."""
    empty = ["NULL"] if field.null else []
    if field.is_relation:
        key, keys = quoted(field.target_field), f"FROM {field.related_model._meta.db_table}"
        return [f"(SELECT MIN({key}) {keys})", f"(SELECT MAX({key}) {keys})", *empty]
    if field.choices:
        return [f"'{value}'" for value, _name in field.flatchoices]
    match field:
        case models.BooleanField():
            return [f"NOT {quoted(field)}"]
        case models.IntegerField() | models.DecimalField():
            return [f"{quoted(field)} + 1", f"{quoted(field)} - 1", *empty]
        case models.DateField():
            return ["'2020-02-20'", *empty]
        case models.TimeField():
            return ["'02:20'", *empty]
        case models.JSONField():
            return ["""'{"changed": true}'"""]
        case _:
            return [f"'x' || {quoted(field)}", "''"]


def refusal(sql, using):
    """Return the first line of the error that a statement raises; None when it runs, and undo it then."""
    try:
        with transaction.atomic(using), connections[using].cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True, using)
    except IntegrityError as error:
        return str(error).splitlines()[0]
    return None


def faults_of(model, guard, using="default"):
    """Return each forbidden write that the guard does not refuse, and each operation without a row for it."""
    faults = []
    for operation in guard.refuses:
        writes = list(forbidden_writes(model, guard, operation, using))
        if not writes:
            faults.append(f"{guard.trigger(operation)}: no row to try it on")
        refusals = [(sql, refusal(sql, using)) for sql in writes]
        faults += [f"{sql}: {message}" for sql, message in refusals if message != guard.message]
    return faults
