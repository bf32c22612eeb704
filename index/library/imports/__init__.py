"""Bringing articles in: from files, feeds and folders to articles in the archive."""
