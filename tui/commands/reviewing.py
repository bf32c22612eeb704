"""Commands on annotations whose articles have changed."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import MAIN, MARK, NOTES

# One command a paragraph is easier to read than one argument a line.
# fmt: off

REVIEW = (Where.REVIEW,)

REVIEWING = (
    Command("review.open", ("g r",), "review", "Review marks in changed articles",
            "Shows the marks whose articles have changed: the old wording beside the new.",
            Group.MARKING, (*MAIN, *NOTES)),
    Command("review.accept", ("a",), "accept", "It belongs there",
            "Keeps the mark on the passage under the cursor.", Group.MARKING, REVIEW,
            short="accept"),
    Command("review.accept-all", ("A",), "accept_all", "They all belong there",
            "Keeps every mark for which one passage is shown on that passage, as one step.",
            Group.MARKING, REVIEW, short="accept all"),
    Command("review.go", ("enter", "l", "right"), "open", "Look at it in the article",
            "Opens the article at the passage, or where the lost one was.", Group.MARKING, REVIEW,
            short="look"),
    Command("review.pin", ("p",), "pin", "Put it elsewhere by hand",
            "Opens the article: select the passage where the mark belongs and press Enter.",
            Group.MARKING, REVIEW, short="place by hand"),
    Command("review.orphan", ("o",), "orphan", "It belongs nowhere",
            "Keeps the mark without a place in this version of the article.", Group.MARKING,
            REVIEW, short="nowhere"),
    Command("review.trash", ("x",), "trash", "The mark to the trash",
            "Puts the mark into the trash.", Group.MARKING, REVIEW, short="trash"),
    Command("mark.changed", ("=",), "changed", "How the passage was",
            "Shows the old wording of a mark whose passage changed, and what can be done.",
            Group.MARKING, MARK, short="as it was"),
    Command("review.leave-pinning", ("escape",), "cancel", "Leave the mark where it is",
            "Ends looking for another place for a mark.", Group.MARKING, (Where.PINNING,),
            short="leave it", listed=False),
)
# fmt: on
