"""Everything that customers and the shop say to each other, and what the shop keeps to itself."""
