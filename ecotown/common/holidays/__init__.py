"""Public holidays of Thailand, as data of each year, and the working days that they leave."""
