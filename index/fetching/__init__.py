"""Documents from the web: fetched by a process of its own, politely, and never from inside.

:mod:`index.fetching.process` is the way in. Everything that speaks with the net runs in
:mod:`index.fetching.child`; nothing else of culm opens a connection to anywhere.
"""
