"""What audits are read from."""
