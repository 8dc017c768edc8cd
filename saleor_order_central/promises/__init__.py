"""When orders and parcels should arrive, what is late, what staff look after (001-02, 001-04, 001-22)."""
