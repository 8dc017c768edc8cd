"""Paper: fonts and pages of the documents that the shop prints. Needs the optional packages of `[pdf]`."""
