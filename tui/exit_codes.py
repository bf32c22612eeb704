"""How culm ends, for whoever started it."""

EXIT_DONE = 0
EXIT_NOTHING_FOUND = 1
EXIT_USAGE = 2
EXIT_SOME_FAILED = 3
EXIT_LOCKED = 4
EXIT_DAMAGED = 5
EXIT_INTERRUPTED = 130

EXIT_CODES = {
    EXIT_DONE: "done",
    EXIT_NOTHING_FOUND: "nothing found",
    EXIT_USAGE: "usage",
    EXIT_SOME_FAILED: "some inputs failed, or it could not be done",
    EXIT_LOCKED: "library locked",
    EXIT_DAMAGED: "library damaged",
    EXIT_INTERRUPTED: "interrupted",
}
"""What each means, in words."""
