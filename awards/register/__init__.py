"""The register of awards: numbers, issuing, reprints, revocation, replacement."""
