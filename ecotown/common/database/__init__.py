"""What models and migrations of several rooms use."""
