"""The dossier, the audit report and the checklist as PDF and workbook."""
