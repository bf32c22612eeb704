"""Everything a reader can do, told once.

A command has an id for good, default keys, the action that carries it out, and
the words that explain it. The key map, the footer, the palette and the help
screen are all made from this table, and a user remaps keys by the ids in it.

Keys are written as people write them: a character for itself (``/``, ``G``),
a name for the others (``enter``, ``ctrl+d``, ``space``), and a blank between
the keys of a sequence (``] e``).

A widget or screen that takes commands says so by an attribute ``where``, a
tuple of :class:`Where`, inner places first; the key map walks from the focused
widget outwards and the first place that knows the key has it. See
:mod:`tui.keymap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """A place that takes keys. Inner places come before outer ones."""

    COUNT = "count"
    SELECTION = "selection"
    MARK = "mark"
    READER = "reader"
    LIST = "list"
    PANEL = "panel"
    FIND = "find"
    SEARCH = "search"
    MAIN = "main"
    NOTES = "notes"
    WHY = "why"
    ENTITY = "entity"
    CORRECTIONS = "corrections"
    LEGEND = "legend"
    HELP = "help"
    PALETTE = "palette"
    DIALOG = "dialog"
    EDITOR = "editor"
    EVERYWHERE = "everywhere"


class Group(StrEnum):
    """The chapters of the help screen, in its order."""

    MOVING = "Moving"
    READING = "Reading"
    FINDING = "Finding"
    EVENTS = "Events and names"
    MARKING = "Marking and notes"
    ARTICLES = "Articles"
    SCREEN = "The screen"
    CULM = "culm"
    CHOOSING = "In lists of choices"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a reader can do.

    ``action`` is run on the place named in ``where`` that has the focus (in
    Textual's notation: ``"move(1)"`` calls ``action_move(1)``). ``short`` is
    the word for the footer; commands without it are not shown there. Commands
    that are not ``listed`` are left out of the palette (moving a cursor from
    there makes no sense).
    """

    id: str
    keys: tuple[str, ...]
    action: str
    title: str
    help: str
    group: Group
    where: tuple[Where, ...]
    short: str = ""
    listed: bool = True


_SCROLLING = (
    Where.LIST, Where.READER, Where.PANEL, Where.NOTES, Where.WHY, Where.ENTITY,
    Where.CORRECTIONS, Where.HELP,
)  # fmt: skip
_CHOOSING = (Where.PALETTE,)
_CLOSING = (
    Where.NOTES, Where.WHY, Where.ENTITY, Where.CORRECTIONS, Where.HELP, Where.PALETTE,
    Where.DIALOG,
)  # fmt: skip
_READER = (Where.READER,)
_SELECTION = (Where.SELECTION,)
_MARK = (Where.MARK,)
_EDITOR = (Where.EDITOR,)
_NOTES = (Where.NOTES,)
_MAIN = (Where.MAIN,)
_EVERYWHERE = (Where.EVERYWHERE,)

# One command a paragraph is easier to read than one argument a line.
# fmt: off

MOVING = (
    Command("move.down", ("j", "down"), "move(1)", "Down", "One line or one item down.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.up", ("k", "up"), "move(-1)", "Up", "One line or one item up.", Group.MOVING,
            _SCROLLING, listed=False),
    Command("move.page-down", ("space", "pagedown"), "page(1)", "Page down", "One page on.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.page-up", ("pageup", "b"), "page(-1)", "Page up", "One page back.", Group.MOVING,
            _SCROLLING, listed=False),
    Command("move.half-down", ("ctrl+d",), "page(0.5)", "Half a page down", "Half a page on.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.half-up", ("ctrl+u",), "page(-0.5)", "Half a page up", "Half a page back.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.top", ("g", "home"), "top", "To the top", "To the first line or item.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.bottom", ("G", "end"), "bottom", "To the end", "To the last line or item.",
            Group.MOVING, _SCROLLING, listed=False),
    Command("move.left", ("h", "left"), "char(-1)", "Left", "One character back.", Group.MOVING,
            _READER, listed=False),
    Command("move.right", ("l", "right"), "char(1)", "Right", "One character on.", Group.MOVING,
            _READER, listed=False),
    Command("move.count", tuple(f"alt+{figure}" for figure in "123456789"), "count",
            "So many times", "Begins a count: the next motion is made that many times.",
            Group.MOVING, _READER, listed=False),
    Command("move.count-on", tuple("0123456789"), "count", "Further figures",
            "More figures of a count that was begun.", Group.MOVING, (Where.COUNT,), listed=False),
    Command("move.word", ("W", "ctrl+right"), "motion('next-word')", "Next word",
            "To the beginning of the next word.", Group.MOVING, _READER, listed=False),
    Command("move.word-back", ("B", "ctrl+left"), "motion('previous-word')", "Word back",
            "To the beginning of this word or the one before.", Group.MOVING, _READER,
            listed=False),
    Command("move.word-end", ("E",), "motion('word-end')", "End of the word",
            "To the end of this word or the next.", Group.MOVING, _READER, listed=False),
    Command("select.word", ("w",), "motion('next-word')", "To the next word",
            "Stretches the selection to the next word.", Group.MOVING, _SELECTION, listed=False),
    Command("select.word-back", ("b",), "motion('previous-word')", "A word back",
            "Stretches the selection back by a word.", Group.MOVING, _SELECTION, listed=False),
    Command("select.word-end", ("e",), "motion('word-end')", "To the end of the word",
            "Stretches the selection to the end of a word.", Group.MOVING, _SELECTION,
            listed=False),
    Command("move.sentence", (")",), "motion('next-sentence')", "Next sentence",
            "To the beginning of the next sentence.", Group.MOVING, _READER, listed=False),
    Command("move.sentence-back", ("(",), "motion('previous-sentence')", "Sentence back",
            "To the beginning of this sentence or the one before.", Group.MOVING, _READER,
            listed=False),
    Command("move.paragraph", ("}",), "motion('next-paragraph')", "Next paragraph",
            "To the beginning of the next paragraph.", Group.MOVING, _READER, listed=False),
    Command("move.paragraph-back", ("{",), "motion('previous-paragraph')", "Paragraph back",
            "To the beginning of this paragraph or the one before.", Group.MOVING, _READER,
            listed=False),
    Command("move.line-start", ("0", "ctrl+a"), "line_start", "Start of the line",
            "To the first character of the line.", Group.MOVING, _READER, listed=False),
    Command("move.line-end", ("$", "ctrl+e"), "line_end", "End of the line",
            "To the last character of the line.", Group.MOVING, _READER, listed=False),
)

SCREEN = (
    Command("pane.next", ("tab",), "pane_next(1)", "Next pane",
            "Puts the focus on the next pane; in a narrow terminal it also shows it.",
            Group.SCREEN, (Where.MAIN, Where.SEARCH)),
    Command("pane.previous", ("shift+tab",), "pane_next(-1)", "Previous pane",
            "Puts the focus on the previous pane.", Group.SCREEN, (Where.MAIN, Where.SEARCH)),
    Command("pane.list", ("1",), "pane('list')", "Article list", "Goes to the list of articles.",
            Group.SCREEN, _MAIN),
    Command("pane.reader", ("2",), "pane('reader')", "Reader", "Goes to the open article.",
            Group.SCREEN, _MAIN),
    Command("pane.events", ("3",), "pane('panel')", "Events",
            "Goes to the events of the open article.", Group.SCREEN, _MAIN),
    Command("screen.zen", ("z",), "zen", "Only the text",
            "Hides everything but the reader, or brings it back.", Group.SCREEN, _MAIN),
    Command("screen.wider", ("+", "="), "measure(4)", "Longer lines",
            "Makes the lines of the text longer.", Group.SCREEN, _MAIN),
    Command("screen.narrower", ("-",), "measure(-4)", "Shorter lines",
            "Makes the lines of the text shorter.", Group.SCREEN, _MAIN),
    Command("pane.grow", (">",), "resize_pane(2)", "Wider pane",
            "Makes the pane with the focus wider.", Group.SCREEN, _MAIN),
    Command("pane.shrink", ("<",), "resize_pane(-2)", "Narrower pane",
            "Makes the pane with the focus narrower.", Group.SCREEN, _MAIN),
    Command("screen.theme", ("D",), "next_theme", "Dark or light",
            "Changes between the dark and the light theme.", Group.SCREEN, _EVERYWHERE),
    Command("screen.legend", ("L",), "legend", "Legend",
            "Shows what the colours and lines in the text stand for.", Group.SCREEN, _MAIN),
)

FINDING = (
    Command("search.open", ("/",), "search", "Search the library",
            'Type to search; the list follows. Names, words, "phrases", outlet:, date: and '
            "more; accents never matter.",
            Group.FINDING, _MAIN, short="search"),
    Command("search.submit", ("enter",), "submit", "Open the first hit",
            "Opens the first article found, at its first hit.", Group.FINDING, (Where.SEARCH,),
            short="open first hit", listed=False),
    Command("search.list", ("down",), "to_list", "To the articles found",
            "Leaves the search line and goes to the list.", Group.FINDING, (Where.SEARCH,),
            short="to the list", listed=False),
    Command("search.older", ("up",), "history(-1)", "Earlier search",
            "Brings back what was searched before.", Group.FINDING, (Where.SEARCH,),
            short="earlier search", listed=False),
    Command("search.leave", ("escape",), "leave", "Clear the search",
            "Clears the search line; on an empty line, goes back to the list.", Group.FINDING,
            (Where.SEARCH,), short="clear", listed=False),
    Command("search.suggestion", ("ctrl+y",), "take_suggestion", "Take the suggestion",
            'Searches for what was offered as "did you mean".', Group.FINDING,
            (Where.SEARCH, Where.MAIN)),
    Command("search.narrow", ("F",), "facets", "Narrow the search",
            "Narrows what was found by outlet, year, person, place or event.", Group.FINDING,
            _MAIN),
    Command("list.sort", ("S",), "sort", "Sort the list",
            "Sorts the list by newest, oldest, relevance, outlet or title.", Group.FINDING, _MAIN),
    Command("list.copies", ("C",), "copies", "Show the copies",
            "Shows the near-identical copies of the article below it, or folds them away.",
            Group.ARTICLES, (Where.LIST,)),
    Command("list.fold-copies", ("alt+c",), "fold_copies", "Fold copies or show all articles",
            "Shows near-identical copies as one article, or every article by itself.",
            Group.ARTICLES, _MAIN),
    Command("copy.next", ("] c", "C"), "copy(1)", "Next copy",
            "To the same place in the next near-identical copy of the open article.",
            Group.ARTICLES, _MAIN),
    Command("copy.previous", ("[ c",), "copy(-1)", "Previous copy",
            "To the same place in the previous near-identical copy.", Group.ARTICLES, _MAIN),
    Command("find.open", ("f",), "find", "Find in the article", "Finds words in the open article.",
            Group.FINDING, _READER, short="find"),
    Command("find.submit", ("enter",), "submit", "To the first hit",
            "Leaves the line and goes to the next hit.", Group.FINDING, (Where.FIND,),
            short="to the hit", listed=False),
    Command("find.pattern", ("ctrl+r",), "pattern", "Words or pattern",
            "Finds a regular expression instead of words, or words again.", Group.FINDING,
            (Where.FIND,), short="pattern", listed=False),
    Command("find.close", ("escape", "ctrl+c"), "close", "Find nothing",
            "Leaves the line and forgets the hits.", Group.FINDING, (Where.FIND,), short="leave",
            listed=False),
    Command("find.next", ("n",), "hit(1)", "Next hit", "To the next hit in the article.",
            Group.FINDING, _READER),
    Command("find.previous", ("N",), "hit(-1)", "Previous hit",
            "To the previous hit in the article.", Group.FINDING, _READER),
)

ARTICLES = (
    Command("article.open", ("enter", "l", "right"), "open", "Open",
            "Opens the article for reading.", Group.ARTICLES, (Where.LIST,), short="open"),
    Command("article.read", ("r",), "toggle_read", "Read or unread",
            "Marks the article as read, or as unread again.", Group.ARTICLES, _MAIN, short="read"),
    Command("article.star", ("m",), "toggle_star", "Star",
            "Puts a star on the article, or takes it off.", Group.ARTICLES, _MAIN, short="star"),
    Command("article.tags", ("t",), "edit_tags", "Tags", "Edits the tags of the article.",
            Group.ARTICLES, _MAIN),
    Command("article.browser", ("o",), "open_url", "Open in the browser",
            "Opens the web address of the article.", Group.ARTICLES, _MAIN),
    Command("article.next-unread", ("] u",), "unread(1)", "Next unread",
            "To the next article not read yet.", Group.ARTICLES, _MAIN),
    Command("article.previous-unread", ("[ u",), "unread(-1)", "Previous unread",
            "To the previous article not read yet.", Group.ARTICLES, _MAIN),
    Command("article.back", ("ctrl+o", "backspace", "alt+left"), "back", "Back",
            "To the article and place you came from.", Group.ARTICLES, _MAIN),
    Command("article.forward", ("alt+right", "ctrl+f"), "forward", "Forward",
            "To where you were before going back.", Group.ARTICLES, _MAIN),
    Command("screen.step-back", ("escape",), "step_back", "Back a step",
            "Leaves the pane, the search or zen, one at a time.", Group.ARTICLES, _MAIN,
            listed=False),
)

READING = (
    Command("reader.next-entity", ("] e",), "entity(1)", "Next name",
            "Puts the caret on the next name.", Group.EVENTS, _READER, short="name"),
    Command("reader.previous-entity", ("[ e",), "entity(-1)", "Previous name",
            "Puts the caret on the previous name.", Group.EVENTS, _READER),
    Command("reader.next-event", ("] v",), "event(1)", "Next event",
            "Puts the caret where the text next speaks of an event.", Group.EVENTS, _READER),
    Command("reader.previous-event", ("[ v",), "event(-1)", "Previous event",
            "Puts the caret where the text last spoke of an event.", Group.EVENTS, _READER),
    Command("reader.next-annotation", ("] a",), "annotation(1)", "Next mark",
            "To the next marked passage.", Group.MARKING, _READER),
    Command("reader.previous-annotation", ("[ a",), "annotation(-1)", "Previous mark",
            "To the previous marked passage.", Group.MARKING, _READER),
    Command("reader.enter", ("enter",), "enter", "What is under the caret",
            "Opens the name, event, note or link under the caret.", Group.READING, _READER,
            short="look"),
    Command("reader.why", ("w",), "why", "Why linked: the event here",
            "Tells why the event under the caret is linked to other articles.", Group.EVENTS,
            _READER),
    Command("legend.toggle", ("enter",), "toggle_type", "Highlight or leave plain",
            "In the legend: highlights the names of a type, or leaves them plain.", Group.READING,
            (Where.LEGEND,), short="on or off", listed=False),
    Command("reader.fold", ("p",), "fold", "Fold captions and the like",
            "Hides captions, credits and what is not the story behind a line, or shows them.",
            Group.READING, _READER),
)

MARKING = (
    Command("mark.select", ("v",), "select('character')", "Select",
            "Starts a selection at the caret; move to stretch it. Again: ends it.",
            Group.MARKING, (Where.READER, Where.SELECTION), short="select"),
    Command("mark.select-sentence", ("V",), "select('sentence')", "Select sentences",
            "Starts a selection that grows by whole sentences.", Group.MARKING,
            (Where.READER, Where.SELECTION)),
    Command("mark.sentence", ("s",), "mark_sentence", "Select the sentence",
            "Selects the sentence under the caret; once more marks it.", Group.MARKING, _READER,
            short="sentence"),
    Command("mark.take", ("enter", "s"), "mark(0)", "Mark",
            "Marks what is selected, in the colour used last.", Group.MARKING, _SELECTION,
            short="mark"),
    Command("mark.yellow", ("1",), "mark(1)", "Mark in yellow", "Marks what is selected in yellow.",
            Group.MARKING, _SELECTION, short="…5 colour"),
    Command("mark.green", ("2",), "mark(2)", "Mark in green", "Marks what is selected in green.",
            Group.MARKING, _SELECTION),
    Command("mark.blue", ("3",), "mark(3)", "Mark in blue", "Marks what is selected in blue.",
            Group.MARKING, _SELECTION),
    Command("mark.pink", ("4",), "mark(4)", "Mark in pink", "Marks what is selected in pink.",
            Group.MARKING, _SELECTION),
    Command("mark.purple", ("5",), "mark(5)", "Mark in purple", "Marks what is selected in purple.",
            Group.MARKING, _SELECTION),
    Command("mark.note", ("a",), "note", "Note",
            "Writes a note on the selection, the mark or the sentence under the caret.",
            Group.MARKING, (Where.READER, Where.SELECTION), short="note"),
    Command("mark.extend", (".",), "extend", "One sentence more",
            "Stretches the selection, or the mark under the caret, by a sentence.", Group.MARKING,
            (Where.READER, Where.SELECTION), short="extend"),
    Command("mark.other-end", ("o",), "swap", "The other end",
            "Moves the other end of the selection from now on.", Group.MARKING, _SELECTION,
            short="other end"),
    Command("mark.cancel", ("escape",), "cancel", "Select nothing", "Ends the selection.",
            Group.MARKING, _SELECTION, short="cancel", listed=False),
    Command("mark.word", ("i w",), "object('word')", "Select the word",
            "Selects the word under the caret; again, the next as well.", Group.MARKING,
            _SELECTION),
    Command("mark.one-sentence", ("i s",), "object('sentence')", "Select the whole sentence",
            "Selects the sentence under the caret; again, the next as well.", Group.MARKING,
            _SELECTION),
    Command("mark.paragraph", ("i p",), "object('paragraph')", "Select the paragraph",
            "Selects the paragraph under the caret; again, the next as well.", Group.MARKING,
            _SELECTION),
    Command("mark.copy", ("y",), "yank", "Copy",
            "Copies what is selected, or the marked passage, to the clipboard.", Group.MARKING,
            (Where.SELECTION, Where.MARK), short="copy"),
    Command("mark.recolour-yellow", ("1",), "recolour(1)", "Make it yellow",
            "Gives the mark under the caret another colour.", Group.MARKING, _MARK,
            short="…5 colour"),
    Command("mark.recolour-green", ("2",), "recolour(2)", "Make it green",
            "Gives the mark under the caret another colour.", Group.MARKING, _MARK),
    Command("mark.recolour-blue", ("3",), "recolour(3)", "Make it blue",
            "Gives the mark under the caret another colour.", Group.MARKING, _MARK),
    Command("mark.recolour-pink", ("4",), "recolour(4)", "Make it pink",
            "Gives the mark under the caret another colour.", Group.MARKING, _MARK),
    Command("mark.recolour-purple", ("5",), "recolour(5)", "Make it purple",
            "Gives the mark under the caret another colour.", Group.MARKING, _MARK),
    Command("mark.tags", ("t",), "edit_tags", "Tags of the mark",
            "Edits the tags of the mark under the caret.", Group.MARKING, _MARK, short="tags"),
    Command("mark.reshape", ("e",), "reshape", "Move the ends",
            "Makes the marked passage a selection; move its ends and press Enter.",
            Group.MARKING, _MARK, short="ends"),
    Command("mark.trash", ("x",), "trash", "To the trash",
            "Puts the mark under the caret into the trash.", Group.MARKING,
            (Where.MARK, Where.NOTES), short="trash"),
    Command("note.save", ("ctrl+s", "ctrl+enter"), "save", "Save the note",
            "Saves the note with its tags and colour.", Group.MARKING, _EDITOR, short="save",
            listed=False),
    Command("note.outside", ("ctrl+e",), "outside", "Write in $EDITOR",
            "Opens the note in the editor that the environment variable EDITOR names.",
            Group.MARKING, _EDITOR, short="$EDITOR", listed=False),
    Command("note.colour", ("ctrl+t",), "colour", "Another colour",
            "Gives the mark the next colour.", Group.MARKING, _EDITOR, short="colour",
            listed=False),
    Command("note.leave", ("escape", "ctrl+q"), "leave", "Leave the note",
            "Leaves without saving; asks first when something was written.", Group.MARKING,
            _EDITOR, short="leave", listed=False),
    Command("notes.go", ("enter",), "open", "Open in its article",
            "Opens the article at the marked passage.", Group.MARKING, _NOTES, short="open"),
    Command("notes.filter", ("/",), "filter", "Find in notes",
            "Type to see only what has these words in passage, note or tags.", Group.MARKING,
            _NOTES, short="find"),
    Command("notes.note", ("a",), "note", "Edit the note", "Edits the note under the cursor.",
            Group.MARKING, _NOTES, short="note"),
    Command("notes.tags", ("t",), "edit_tags", "Edit the tags",
            "Edits the tags of the mark, or of all chosen ones.", Group.MARKING, _NOTES,
            short="tags"),
    Command("notes.regroup", ("S",), "regroup", "Sort the notes",
            "Newest first, by article, by tag, by colour.", Group.MARKING, _NOTES, short="sort"),
    Command("notes.choose", ("v",), "choose", "Choose",
            "Takes the mark into a selection of several, or out of it.", Group.MARKING, _NOTES,
            short="choose"),
    Command("notes.choose-all", ("V",), "choose_all", "Choose all", "Chooses all marks, or none.",
            Group.MARKING, _NOTES),
    Command("notes.trash", ("X",), "show_trash", "Look into the trash",
            "Shows what lies in the trash, or the notes again.", Group.MARKING, _NOTES,
            short="the trash"),
    Command("notes.restore", ("r",), "restore", "Take out of the trash",
            "Takes the mark, or the chosen ones, out of the trash.", Group.MARKING, _NOTES),
    Command("notes.export", ("E",), "export", "Export",
            "Writes the chosen marks, or all shown, to a file: Markdown, JSON-LD or CSV.",
            Group.MARKING, _NOTES, short="export"),
    Command("notes.copy", ("y",), "yank", "Copy the passage",
            "Copies the passages to the clipboard.", Group.MARKING, _NOTES),
    Command("notes.yellow", ("1",), "recolour(1)", "Make them yellow",
            "Gives the mark, or the chosen ones, another colour.", Group.MARKING, _NOTES),
    Command("notes.green", ("2",), "recolour(2)", "Make them green",
            "Gives the mark, or the chosen ones, another colour.", Group.MARKING, _NOTES),
    Command("notes.blue", ("3",), "recolour(3)", "Make them blue",
            "Gives the mark, or the chosen ones, another colour.", Group.MARKING, _NOTES),
    Command("notes.pink", ("4",), "recolour(4)", "Make them pink",
            "Gives the mark, or the chosen ones, another colour.", Group.MARKING, _NOTES),
    Command("notes.purple", ("5",), "recolour(5)", "Make them purple",
            "Gives the mark, or the chosen ones, another colour.", Group.MARKING, _NOTES),
    Command("notes.open", ("A",), "notes", "All notes",
            "Shows all marks and notes of the library.", Group.MARKING, _MAIN),
)

EVENTS = (
    Command("entity.go", ("enter", "l", "right"), "open", "Go there",
            "Opens the article, or the card of the other name.", Group.EVENTS, (Where.ENTITY,),
            short="open"),
    Command("panel.open", ("enter", "l", "right"), "open", "Go there",
            "On an event: to its passage in the text. On an article: opens it at its passage.",
            Group.EVENTS, (Where.PANEL,), short="go there"),
    Command("panel.why", ("w",), "why", "Why linked: the line of the panel",
            "The reasons for and against, with the evidence from both articles.", Group.EVENTS,
            (Where.PANEL,), short="why linked"),
)

BY_HAND = (
    Command("correct.here", ("!",), "correct", "Put right: the name or event here",
            "Says by hand that a name or an event is the same as another, is not, is called"
            " otherwise, or is no name.", Group.EVENTS,
            (Where.READER, Where.PANEL, Where.WHY, Where.ENTITY), short="put right"),
    Command("corrections.open", ("H",), "corrections", "Corrections by hand",
            "Shows what was put right by hand, how it stands, and takes it back.", Group.EVENTS,
            _MAIN),
    Command("corrections.toggle", ("x",), "take_back", "Take back, or restore",
            "Takes the correction back, or has it count again.", Group.EVENTS,
            (Where.CORRECTIONS,), short="take back"),
    Command("corrections.go", ("enter", "l", "right"), "open", "To what it is about",
            "Opens the card of the name, or an article that tells the event.", Group.EVENTS,
            (Where.CORRECTIONS,), short="go there"),
)

CHOOSING = (
    Command("choice.down", ("down", "ctrl+n", "tab"), "choose(1)", "Next choice",
            "To the next line of a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.up", ("up", "shift+tab"), "choose(-1)", "Previous choice",
            "To the previous line of a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.page-down", ("pagedown",), "choose_page(1)", "Choices, a page on",
            "One page on in a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.page-up", ("pageup",), "choose_page(-1)", "Choices, a page back",
            "One page back in a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.last", ("ctrl+end",), "choose_end(1)", "Last choice",
            "To the end of a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.first", ("ctrl+home",), "choose_end(-1)", "First choice",
            "To the top of a list of choices.", Group.CHOOSING, _CHOOSING, listed=False),
    Command("choice.take", ("enter",), "take", "Take the choice", "Takes the choice.",
            Group.CHOOSING, _CHOOSING, listed=False),
)

CULM = (
    Command("app.undo", ("u",), "undo", "Undo", "Takes back the last change.", Group.CULM,
            (Where.MAIN, Where.NOTES, Where.CORRECTIONS)),
    Command("app.redo", ("ctrl+r",), "redo", "Redo", "Makes the change again.", Group.CULM,
            (Where.MAIN, Where.NOTES, Where.CORRECTIONS)),
    Command("app.palette", (":", "ctrl+p"), "palette", "Commands", "Every command by name.",
            Group.CULM, _EVERYWHERE),
    Command("app.help", ("?",), "help", "Help", "Every key and command, searchable.", Group.CULM,
            _EVERYWHERE, short="help"),
    Command("import.cancel", ("ctrl+x",), "cancel_import", "Stop importing",
            "Stops the import that is running; what is in stays.", Group.CULM, _MAIN),
    Command("app.suspend", ("ctrl+z",), "suspend_process", "To the shell",
            "Puts culm to sleep; fg brings it back.", Group.CULM, _EVERYWHERE),
    Command("app.quit", ("q", "ctrl+q", "ctrl+c"), "quit", "Quit", "Leaves culm.", Group.CULM,
            _EVERYWHERE),
    Command("screen.close", ("escape", "q"), "close", "Close", "Goes back to where you were.",
            Group.CULM, _CLOSING, short="close", listed=False),
)
# fmt: on

COMMANDS: tuple[Command, ...] = (
    *MOVING,
    *FINDING,
    *READING,
    *EVENTS,
    *MARKING,
    *BY_HAND,
    *ARTICLES,
    *SCREEN,
    *CHOOSING,
    *CULM,
)

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
