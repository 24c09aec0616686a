"""The file of an award, drawn and signed."""
