"""Running the action of a page: its message, its refusal, and what to say when it was done before."""
