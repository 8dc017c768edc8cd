"""The configuration as a file: export, import with a dry run, starter sets."""
