"""Rules of the register of target areas, without a database."""
