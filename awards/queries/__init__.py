"""Reading awards."""

from awards.queries.verification import by_file, plain_code, same_number, standing_of, verified

__all__ = ["by_file", "plain_code", "same_number", "standing_of", "verified"]
