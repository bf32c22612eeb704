"""What the user marked, seen from the library: what waits, what copies offer, in and out."""
