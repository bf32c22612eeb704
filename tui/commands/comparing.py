"""Commands that lay articles side by side, and of the screen where they lie."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import COMPARE, MAIN

# One command a paragraph is easier to read than one argument a line.
# fmt: off

COMPARING = (
    Command("panel.compare", ("c",), "compare", "Compare coverage: the line of the panel",
            "On another article: lays it beside the open one. On an event: asks which of the"
            " articles that tell it.", Group.EVENTS, (Where.PANEL,), short="compare"),
    Command("compare.open", ("c",), "compare", "Compare coverage",
            "Lays the open article beside one or two others, sentence by sentence; of articles"
            " chosen in the list, those.", Group.EVENTS, MAIN, short="compare"),
    Command("beside.mark", ("space",), "mark", "Choose for comparing",
            "Chooses the article to lay beside the open one, or leaves it; two at most.",
            Group.COMPARING, (Where.BESIDE,), short="choose", listed=False),
    Command("beside.take", ("enter", "l", "right"), "open", "Compare with these",
            "Compares with the chosen articles, or with the one under the cursor.",
            Group.COMPARING, (Where.BESIDE,), short="compare", listed=False),
    Command("beside.find", ("/",), "find", "Compare with any article",
            "Finds an article of the library by words of its headline or outlet.",
            Group.COMPARING, (Where.BESIDE,), short="find another", listed=False),
    Command("compare.go", ("enter",), "open", "Read it there",
            "Opens the chosen article at this sentence.", Group.COMPARING, COMPARE,
            short="read there"),
    Command("compare.right", ("l", "right", "tab"), "column(1)", "Article to the right",
            "Chooses the next article of the comparison.", Group.COMPARING, COMPARE,
            listed=False),
    Command("compare.left", ("h", "left", "shift+tab"), "column(-1)", "Article to the left",
            "Chooses the article before.", Group.COMPARING, COMPARE, listed=False),
    Command("compare.next-difference", ("n", "] d"), "difference(1)", "Next difference",
            "To the next sentences that tell the same with another number, day or wording,"
            " or of which one denies what the other says.",
            Group.COMPARING, COMPARE, short="difference"),
    Command("compare.previous-difference", ("N", "[ d"), "difference(-1)",
            "Previous difference", "To the difference before.", Group.COMPARING, COMPARE),
    Command("compare.next-only", ("] o",), "only(1)", "Next only here",
            "To the next sentence that one article alone tells.", Group.COMPARING, COMPARE,
            short="only here"),
    Command("compare.previous-only", ("[ o",), "only(-1)", "Previous only here",
            "To the sentence before that one article alone tells.", Group.COMPARING, COMPARE),
    Command("compare.show", ("f",), "show_next", "All, differences, only here",
            "Shows all sentences, those that differ, or those that one article alone tells.",
            Group.COMPARING, COMPARE, short="filter"),
    Command("compare.why", ("w",), "why", "Why side by side",
            "Tells what the sentences share, what it is worth, and where they differ; of a"
            " sentence that stands alone, what comes nearest.", Group.COMPARING, COMPARE,
            short="why"),
    Command("compare.lead", ("o",), "lead", "Another article leads",
            "Puts the next article first: the sentences stand in its order.", Group.COMPARING,
            COMPARE, short="reorder"),
    Command("compare.copy", ("y",), "yank", "Copy the sentence",
            "Copies the sentence of the chosen article to the clipboard.", Group.COMPARING,
            COMPARE),
)
# fmt: on
