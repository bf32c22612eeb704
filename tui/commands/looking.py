"""Commands of the screens that look at the whole library: the timeline, the library itself."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where

# One command a paragraph is easier to read than one argument a line.
# fmt: off

TIMELINE = (Where.TIMELINE,)
LIBRARY = (Where.LIBRARY,)

LOOKING = (
    Command("timeline.open", ("T",), "timeline", "Timeline",
            "Shows events in the order of time: of the whole library, of what is searched for,"
            " or, from the card of a name, of that name.", Group.EVENTS,
            (Where.MAIN, Where.ENTITY)),
    Command("timeline.go", ("enter", "l", "right"), "open", "Articles of the event",
            "Shows the articles that tell the event, or folds them away; on an article, opens"
            " it at its passage.", Group.EVENTS, TIMELINE, short="articles"),
    Command("timeline.fold", ("h", "left"), "fold", "Fold the event",
            "Folds the articles of the event away.", Group.EVENTS, TIMELINE, listed=False),
    Command("timeline.finer", ("+", "="), "zoom(1)", "Shorter stretches of time",
            "Cuts the axis from years into months, from months into days.", Group.EVENTS,
            TIMELINE, short="finer"),
    Command("timeline.coarser", ("-",), "zoom(-1)", "Longer stretches of time",
            "Puts days together as months, months as years.", Group.EVENTS, TIMELINE,
            short="coarser"),
    Command("timeline.next", ("}", "J"), "stretch(1)", "Next stretch of time",
            "To the next day, month or year with events.", Group.EVENTS, TIMELINE),
    Command("timeline.previous", ("{", "K"), "stretch(-1)", "Previous stretch of time",
            "To the beginning of this day, month or year, or to the one before.", Group.EVENTS,
            TIMELINE),
    Command("timeline.kinds", ("F", "ctrl+n"), "kinds", "Only events of a kind",
            "Shows the visits, elections, conferences … alone.", Group.EVENTS, TIMELINE,
            short="kind"),
    Command("timeline.mentions", ("m",), "mentions", "Reports only, or mentions too",
            "Leaves out events that are only mentioned, or shows them again.", Group.EVENTS,
            TIMELINE, short="mentions"),
    Command("timeline.widen", ("X",), "widen", "Show other events, too",
            "Takes back what narrows the timeline, one thing at a time.", Group.EVENTS, TIMELINE),
    Command("timeline.why", ("w",), "why", "Why linked: the event of the timeline",
            "The reasons for and against, and what the date rests on.", Group.EVENTS, TIMELINE,
            short="why linked"),
    Command("library.open", ("g l",), "library", "The library",
            "Shows what the library holds, by outlet, time and name, and how it is kept.",
            Group.CULM, (Where.MAIN,)),
    Command("library.go", ("enter", "l", "right"), "open", "Go there",
            "Searches for what the line is about, or opens the card, the timeline, the notes.",
            Group.CULM, LIBRARY, short="go there"),
    Command("library.side", ("tab", "shift+tab"), "side", "The other side",
            "To the other column.", Group.CULM, LIBRARY, short="other side"),
    Command("library.check", ("d",), "check", "Check the library",
            "Looks whether every part of the library is sound.", Group.CULM, LIBRARY,
            short="check"),
)
# fmt: on
