"""What is sent and printed for people: the mail and the letter of an invitation."""
