"""The sample shop: settings that work on every host, and its data."""
