"""Return requests (002-40 … 002-47): who may give what back, until when, and what became of it."""
