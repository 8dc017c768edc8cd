"""Parcels that staff make and change, what is in them, and the papers that go with them (001-09, 001-21)."""
