"""Personal data: what is kept of people, why and for how long; deletion in time, export and erasure."""
