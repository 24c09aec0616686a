"""Certificates and plaques: designs, ceremonies, the register, printing and verification."""
