"""Lists that a person searches, filters, sorts and turns over; all of it stands in the address."""
