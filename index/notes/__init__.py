"""What the user makes of a library: annotations, reading state, searches, corrections."""

from index.notes.notes import Notes

__all__ = ["Notes"]
