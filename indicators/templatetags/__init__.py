"""What the templates of the criteria may ask."""
