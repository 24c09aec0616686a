"""Steps of administrators about people, and of people with a one-time code."""
