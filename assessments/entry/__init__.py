"""The values that officers enter: saving, confirming, carrying forward, the workbook."""
