"""Commands that find: in the library, and in the open article."""

from __future__ import annotations

from index.notes.model import SAVED_KEYS
from tui.commands.model import Command, Group, Where
from tui.commands.places import MAIN, READER

# One command a paragraph is easier to read than one argument a line.
# fmt: off

FINDING = (
    Command("search.open", ("/",), "search", "Search the library",
            'Type to search; the list follows. Names, words, "phrases", outlet:, date: and '
            "more; accents never matter.",
            Group.FINDING, MAIN, short="search"),
    Command("search.submit", ("enter",), "submit", "Open the first article",
            "Opens the first article found, at its first hit.", Group.FINDING, (Where.SEARCH,),
            short="open the first", listed=False),
    Command("search.list", ("down",), "to_list", "To the articles found",
            "Leaves the search line and goes to the list.", Group.FINDING, (Where.SEARCH,),
            short="to the list", listed=False),
    Command("search.older", ("up",), "history(-1)", "Earlier search",
            "Brings back what was searched before.", Group.FINDING, (Where.SEARCH,),
            short="earlier search", listed=False),
    Command("search.leave", ("escape",), "leave", "Clear the search",
            "Clears the search and goes back to the list.", Group.FINDING,
            (Where.SEARCH,), short="clear", listed=False),
    Command("search.suggestion", ("ctrl+y",), "take_suggestion", "Take the suggestion",
            'Searches for what was offered as "did you mean".', Group.FINDING,
            (Where.SEARCH, Where.MAIN)),
    Command("search.narrow", ("F", "ctrl+n"), "facets", "Narrow the search",
            "Narrows a search, or else the library, by outlet, year, person, place, event, tag.",
            Group.FINDING, MAIN),
    Command("search.widen", ("X",), "widen", "Take back the narrowing",
            "Takes the last condition (outlet, year, person …) out of the search.",
            Group.FINDING, MAIN),
    Command("search.save", ("ctrl+s",), "save_search", "Save the search",
            "Keeps the search under a name, with its order, and with a key if you like.",
            Group.FINDING, MAIN),
    Command("saved.open", ("' '",), "saved", "Saved searches",
            "Shows the searches that you saved, and how much each finds now.", Group.FINDING,
            MAIN),
    Command("saved.run", tuple(f"' {key}" for key in SAVED_KEYS), "run_saved",
            "Run a saved search", "Runs the search that you saved with that key.",
            Group.FINDING, (Where.MAIN, Where.SAVED), listed=False),
    Command("saved.go", ("enter", "l", "right"), "open", "Run it",
            "Runs the saved search and shows what it finds.", Group.FINDING, (Where.SAVED,),
            short="run"),
    Command("saved.edit", ("e",), "edit", "Change it",
            "Changes the name, the query or the key of the saved search.", Group.FINDING,
            (Where.SAVED,), short="change"),
    Command("saved.delete", ("x",), "delete", "Delete it",
            "Deletes the saved search; undo brings it back.", Group.FINDING, (Where.SAVED,),
            short="delete"),
    Command("list.sort", ("S",), "sort", "Sort the list",
            "Sorts the list by newest, oldest, relevance, outlet or title.", Group.FINDING, MAIN),
    Command("find.open", ("f",), "find", "Find in the article", "Finds words in the open article.",
            Group.FINDING, READER, short="find"),
    Command("article.find", ("f",), "find", "To the article, to find words",
            "Goes to the open article and finds words in it.", Group.FINDING, MAIN),
    Command("find.submit", ("enter",), "submit", "To the first hit",
            "Leaves the line and goes to the next hit.", Group.FINDING, (Where.FIND,),
            short="to the hit", listed=False),
    Command("find.pattern", ("ctrl+r",), "pattern", "Words or pattern",
            "Finds a regular expression instead of words, or words again.", Group.FINDING,
            (Where.FIND,), short="pattern", listed=False),
    Command("find.close", ("escape", "ctrl+c"), "close", "Find nothing",
            "Leaves the line and forgets the hits.", Group.FINDING, (Where.FIND,), short="leave",
            listed=False),
    Command("find.next", ("n",), "hit(1)", "Next hit",
            "To the next hit in the article; after the last, to the next article found.",
            Group.FINDING, READER),
    Command("find.previous", ("N",), "hit(-1)", "Previous hit",
            "To the previous hit; before the first, to the article found before.", Group.FINDING,
            READER),
)
# fmt: on
