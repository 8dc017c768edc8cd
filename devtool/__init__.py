"""What `dev.py` does, with the standard library only.

It makes the floor host (Saleor 2.10.1), its PostgreSQL and its databases, and uses Saleor 3 only
from environments that the shop already has and that were registered with `dev.py host add`.
"""
