"""Lists of orders for staff."""
