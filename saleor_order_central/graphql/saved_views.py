"""Filters that staff keep."""
