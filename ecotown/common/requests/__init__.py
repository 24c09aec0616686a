"""Middleware, parameters of addresses, visitors, log lines."""
