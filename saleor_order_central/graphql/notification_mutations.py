"""Sending again, stopping and correcting messages."""
