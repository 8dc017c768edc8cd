"""Lists of things that a shop sets up, and the form of one of them: one way for all."""
