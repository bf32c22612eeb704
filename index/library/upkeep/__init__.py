"""Looking after a library: is it well, what does it hold, what was taken out, the ways back."""
