"""Commands on articles: open, read, star, tags, back and forward, copies."""

from __future__ import annotations

from tui.commands.model import Command, Group, Where
from tui.commands.places import MAIN

# One command a paragraph is easier to read than one argument a line.
# fmt: off

ARTICLES = (
    Command("list.copies", ("C",), "copies", "Show the copies",
            "Shows the near-identical copies of the article below it, or folds them away.",
            Group.ARTICLES, (Where.LIST,)),
    Command("list.fold-copies", ("alt+c",), "fold_copies", "Fold copies or show all articles",
            "Shows near-identical copies as one article, or every article by itself.",
            Group.ARTICLES, MAIN),
    Command("copy.next", ("] c", "C"), "copy(1)", "Next copy",
            "To the same place in the next near-identical copy of the open article.",
            Group.ARTICLES, MAIN),
    Command("copy.previous", ("[ c",), "copy(-1)", "Previous copy",
            "To the same place in the previous near-identical copy.", Group.ARTICLES, MAIN),
    Command("article.open", ("enter", "l", "right"), "open", "Open",
            "Opens the article for reading.", Group.ARTICLES, (Where.LIST,), short="open"),
    Command("article.read", ("r",), "toggle_read", "Read or unread",
            "Marks the article as read, or as unread again.", Group.ARTICLES, MAIN, short="read"),
    Command("article.star", ("m",), "toggle_star", "Star",
            "Puts a star on the article, or takes it off.", Group.ARTICLES, MAIN, short="star"),
    Command("article.tags", ("t",), "edit_tags", "Tags", "Edits the tags of the article.",
            Group.ARTICLES, MAIN),
    Command("article.browser", ("o",), "open_url", "Open in the browser",
            "Opens the web address of the article.", Group.ARTICLES, MAIN),
    Command("article.next-unread", ("] u",), "unread(1)", "Next unread",
            "To the next article not read yet.", Group.ARTICLES, MAIN),
    Command("article.previous-unread", ("[ u",), "unread(-1)", "Previous unread",
            "To the previous article not read yet.", Group.ARTICLES, MAIN),
    Command("article.back", ("ctrl+o", "backspace", "alt+left"), "back", "Back",
            "To the article and place you came from.", Group.ARTICLES, MAIN),
    Command("article.forward", ("alt+right", "ctrl+f"), "forward", "Forward",
            "To where you were before going back.", Group.ARTICLES, MAIN),
    Command("screen.step-back", ("escape",), "step_back", "Back a step",
            "Leaves the pane, the search or zen, one at a time.", Group.ARTICLES, MAIN,
            listed=False),
)
# fmt: on
