"""The log of messages, and previews of them."""
