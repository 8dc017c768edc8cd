"""Figures that prove what the centre does, counted by the database (B-17, 002-19, 003-04)."""
