"""Code that every app may use: history, PDF, signing, workbooks, files, Thai. It knows no business terms."""
