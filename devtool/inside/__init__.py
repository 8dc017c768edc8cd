"""Small programs that a host's own interpreter runs for the driver."""
