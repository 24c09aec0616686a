"""The rules of awards: numbers, ceremonies, print runs, and where each text of a design stands."""
