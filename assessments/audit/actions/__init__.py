"""Everything a person can do in an audit."""
