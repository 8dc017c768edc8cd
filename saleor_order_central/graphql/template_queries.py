"""Message templates and their variables."""
