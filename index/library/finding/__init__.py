"""Searching the library, and keeping its search index up with what it holds."""
