"""Customers: the list of accounts, everything about one of them, and what they looked at."""
