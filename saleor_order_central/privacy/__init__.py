"""Privacy: how long things are kept, what is known of a customer, and how it is forgotten."""
