"""Site visits of assessors: participants, findings, photographs."""
