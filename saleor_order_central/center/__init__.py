"""Pages for customers, made on the server from the public API and whole without JavaScript."""
