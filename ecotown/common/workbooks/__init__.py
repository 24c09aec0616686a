"""Reading and writing workbooks (.xlsx)."""
