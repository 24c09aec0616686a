"""Status codes, redirects and messages of the pages of awards."""
