"""What reports contain, and which ones a person may ask for."""
