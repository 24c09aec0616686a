"""The pages of the criteria and their editions."""
