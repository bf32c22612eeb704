"""What the user puts right by hand: kept, weighed and applied."""
