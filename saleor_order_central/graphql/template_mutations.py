"""Making, changing and translating message templates."""
