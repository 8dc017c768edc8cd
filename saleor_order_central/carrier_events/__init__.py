"""What carriers report about parcels: history, place, delivery, expected days (001-02, 001-03, 001-13)."""
