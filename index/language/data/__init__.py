"""Data files of the language layer: word lists, the gazetteer, the name model."""
