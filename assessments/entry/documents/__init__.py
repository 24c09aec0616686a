"""The workbook of an assessment and its seal."""
