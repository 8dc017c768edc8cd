"""A package, because a dependency of the floor host installs a top-level `tests` as well."""
