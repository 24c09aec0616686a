"""Rules of an assessment as in the department's manual, without a database."""
