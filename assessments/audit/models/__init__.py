"""The rows of audits."""
