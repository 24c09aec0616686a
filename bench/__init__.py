"""Benchmarks that measure ratios, both sides in the same run."""
