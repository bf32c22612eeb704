"""A page in which one finds words: hits, the line to type on, next and previous."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import on

from index.article import Span
from tui import workers
from tui.finding import Found, find_pattern, find_words
from tui.messages import HitsPassed
from tui.widgets.caret_view import CaretView
from tui.widgets.drawn_lines import say_title
from tui.widgets.reader_find import FindBar
from tui.widgets.reader_text import Spots
from tui.wording import counted

PAUSE = 0.1
"""Seconds without a key after which a pattern is searched for."""


class FindView(CaretView):
    """A page with hits: those it was given, or those of the words typed in it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hits: tuple[Span, ...] = ()
        self._hit: int | None = None
        self._find: FindBar | None = None
        self._found_words = ""
        self._title_words = ""

    def draw_again(self) -> None:
        """Draw the page with the hits as they are now; for those who know what else is drawn."""

    def set_title(self, words: str) -> None:
        """What stands above the page, before the number of the hit."""
        self._title_words = words
        self._say_title()

    def title_remark(self) -> str:
        """What stands behind the title; for those who know more of the article."""
        return ""

    def show_hits(self, hits: Sequence[Span]) -> None:
        """Show these hits of a search instead of the present ones."""
        self.take_hits(hits)
        self.draw_again()

    def take_hits(self, hits: Sequence[Span]) -> None:
        """Have these hits of a search instead of the present ones, for the next drawing."""
        taken = tuple(sorted(hits))
        if taken != self._hits or self._found_words:
            self._hits, self._hit, self._found_words = taken, None, ""
            self._say_title()

    def action_hit(self, step: int) -> None:
        """To the next hit (``step`` -1: the one before); beyond the last, ask what follows."""
        spots = Spots(self._hits)
        count = self._take_count()
        found = spots.after(self.caret, count) if step > 0 else spots.before(self.caret, count)
        if found is not None:
            self._go_to_hit(found)
        elif self.finds_words or self.selected is not None:
            # What is selected would be lost in another article.
            self.begin_hits_again(step)
        else:
            self.post_message(HitsPassed(step))

    def begin_hits_again(self, step: int) -> None:
        """To the first hit (``step`` -1: to the last); without any, say so."""
        if self._hits:
            self._go_to_hit(self._hits[0 if step > 0 else -1])
            words = "From the top again." if step > 0 else "From the end again."
        else:
            words = "Nothing is searched for here."
        self.app.notify(words, markup=False, timeout=4)

    @property
    def finds_words(self) -> bool:
        """Whether the hits are those of words typed here, and not those it was given."""
        return bool(self._found_words)

    def _go_to_hit(self, hit: Span) -> None:
        self._hit = self._hits.index(hit)
        self._say_title()
        self._jump_to(hit.start)
        self.draw_again()

    def _say_title(self) -> None:
        """Tell above the page which hit the caret was put on, and what else is to be known."""
        hits = counted(len(self._hits), "hit")
        place = "" if self._hit is None else f" · {self._hit + 1:,} of {hits}"
        remark = self.title_remark()
        say_title(self, f"{self._title_words}{place}{' · ' if remark else ''}{remark}")

    def action_find(self) -> None:
        if self._find is None and self.page.length:
            self._find = FindBar()
            self.mount(self._find)

    @on(FindBar.Changed)
    def _on_find(self, message: FindBar.Changed) -> None:
        message.stop()
        if message.final and self._hits and self._found_words == message.words:
            self._close_find()
            self.action_hit(1)
            return
        workers.run(
            self,
            self._search,
            message.words,
            message.pattern,
            message.final,
            group="find",
            exclusive=True,
        )

    async def _search(self, words: str, pattern: bool, final: bool) -> None:
        text = self.page.text
        if pattern and words:
            # Each key cancels what the one before it began.
            await asyncio.sleep(0 if final else PAUSE)
            found = await find_pattern(text, words)
        else:
            found = find_words(text, words)
        if text is not self.page.text or self._find is None:
            return
        self._show_found(words, found)
        if final and (found.hits or not words):
            self._close_find()
            if found.hits:
                self.action_hit(1)

    def _show_found(self, words: str, found: Found) -> None:
        self._hits, self._hit, self._found_words = found.hits, None, words
        if self._find is not None:
            count = counted(len(found.hits), "hit") if words else ""
            self._find.say(found.problem or count, is_problem=bool(words and not found.hits))
        following = Spots(found.hits).after(self.caret - 1, 1)
        if following is not None:
            self._hit = self._hits.index(following)
            self._go_to_top(self.page.step(self.page.place_of(following.start), -self._rows // 3))
        self._say_title()
        self.draw_again()

    @on(FindBar.Closed)
    def _on_find_closed(self, message: FindBar.Closed) -> None:
        message.stop()
        self._close_find()
        self.show_hits(())
        self.show_caret()

    def _close_find(self) -> None:
        if self._find is not None:
            self._find.remove()
            self._find = None
            self.screen.set_focus(self)
