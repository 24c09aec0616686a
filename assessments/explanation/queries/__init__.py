"""What explains a level: cards of indicators, levels compared."""
