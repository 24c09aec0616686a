"""Views of signing in, second factors and places that wait."""
