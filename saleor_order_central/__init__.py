"""Order statuses, an order timeline and tracking links for Saleor."""

__version__ = "0.1.0"
