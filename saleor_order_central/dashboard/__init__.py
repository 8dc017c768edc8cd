"""Pages for the merchant, inside Saleor's Dashboard or, where it takes no pages of others, on their own.

Every page is a client of the shop's own API: it holds no rule of access of its own.
"""
