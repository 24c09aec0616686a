"""Reading awards."""

from awards.queries.verification import Standing, by_file, plain_code, same_number, standing_of, verified

__all__ = ["Standing", "by_file", "plain_code", "same_number", "standing_of", "verified"]
