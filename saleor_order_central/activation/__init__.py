"""Whether and how the centre shows itself, per channel (000-02 … 000-15)."""
