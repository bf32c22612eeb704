"""What several articles on one event tell alike, differently, and alone.

``sentences.told`` makes sentences with clues out of an article, ``comparing.compare`` lays
articles side by side, ``novelty.known`` says which sentences were read elsewhere.
"""
