"""Changes of many orders at once, and the jobs that carry out the large ones."""
