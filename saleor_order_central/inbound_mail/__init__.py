"""Mails that come in: read, told apart, and put into the conversation that they answer (B-13)."""
