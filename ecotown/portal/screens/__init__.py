"""What pages of administrators in the portal show: the set-up, the public holidays."""
