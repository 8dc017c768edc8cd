"""What is still wrong before going live."""
