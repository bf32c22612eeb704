"""What is known of entities and events, in the words that are shown: why, when, who, which."""
