"""Tags with the settings that stand on many pages."""
