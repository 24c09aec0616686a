"""Drawing an award: background, decorations, placed text, PDF and SVG."""
