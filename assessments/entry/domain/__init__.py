"""Rules of the values entered, and the layout of the workbook."""
