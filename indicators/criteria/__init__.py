"""The criteria as pure rules: reading, kinds, formulas, thresholds and the level rule."""
