"""What every room may use: Thai writing, PDF, QR codes, the history chain. No business word in here."""
