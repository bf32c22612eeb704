"""What the list and the reader show: articles with all that is known of them."""
