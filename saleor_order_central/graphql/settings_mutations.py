"""Senders of the channels and instructions for payment."""
