"""Single mails to people, each a row that a worker sends: rows, kinds, sending."""
