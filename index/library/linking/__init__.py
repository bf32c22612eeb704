"""From the texts in the archive to entities and events that are written back to it."""
