"""Automation rules: on which fact an order gets which status."""
