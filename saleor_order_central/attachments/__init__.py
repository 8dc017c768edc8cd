"""Files that customers and staff send: checked by content, cleaned, and served only by signed links."""
