"""The public pages: they read the data of all apps and write nothing."""
