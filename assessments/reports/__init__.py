"""Files for reading: dossier, audit report, checklist."""
