"""Designs of certificates and plaques: wording, signatories, pictures, drawing."""
