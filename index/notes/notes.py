"""Notes: everything the user made in a library, behind one door."""

from __future__ import annotations

from index.notes.bringing import Bringing
from index.notes.keeping import Keeping
from index.notes.placings import Placings
from index.notes.reading import ReadingState
from index.notes.records import Records
from index.notes.searches import Searches


class Notes(Placings, Bringing, ReadingState, Records, Searches, Keeping):
    """Annotations, reading state, tags, searches and corrections of one library.

    Open with :meth:`open`. Every change but :meth:`purge`, reading positions and
    the search history can be undone, in any later run. Articles go by their
    keys; offsets are code points, half-open; times are UTC.
    """
