"""The whole story of one order in one document, for complaints and payment disputes (B-11)."""
