"""Views of the register of target areas."""
