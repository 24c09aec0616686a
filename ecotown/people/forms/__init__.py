"""The forms of people; they parse and limit, and save nothing."""
