"""Pages as newspapers lay them out, each with what a reader should find in it.

The layouts follow what sites do in the wild: where they put title, date, authors
and name, and what they put around a story. The stories are given.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Story:
    """What a page is about, and what its reader should find."""

    title: str
    paragraphs: tuple[str, ...]
    day: date
    outlet: str
    authors: tuple[str, ...]
    url: str


FURNITURE = (
    "Subscribe to our newsletter",
    "We value your privacy",
    "Most read",
    "Lottery numbers drawn on Saturday",
    "Terms and conditions",
    "Share on Facebook",
    "Advertisement",
)
_NAV = "<ul>{}</ul>".format(
    "".join(
        f"<li><a href='/{name.lower()}'>{name}</a></li>"
        for name in ("News", "Politics", "Business", "Sport", "Culture", "Opinion", "Weather")
    )
)
_SHARE = (
    "<div class='share-tools'><a href='#'>Share on Facebook</a> <a href='#'>Share on X</a></div>"
)
_COOKIES = (
    "<div id='onetrust-banner-sdk' role='dialog'><p>We value your privacy. We and our partners"
    " store and access information on a device, such as cookies.</p><button>Accept</button></div>"
)
_RELATED = "<ul>{}</ul>".format(
    "".join(
        f"<li><a href='/r/{n}'><img src='/i/{n}.jpg' alt=''>{words}</a></li>"
        for n, words in enumerate(
            ("Lottery numbers drawn on Saturday", "What to cook this week", "Ten walks by the sea")
        )
    )
)
_FOOTER = (
    "<p>© 2024 All rights reserved.</p><ul><li><a href='/terms'>Terms and conditions</a></li>"
    "<li><a href='/privacy'>Privacy</a></li></ul>"
)
_NEWSLETTER = (
    "<div class='newsletter-signup'><h3>Subscribe to our newsletter</h3><p>The best of the week"
    " in your inbox.</p><form><input type='email'><button>Sign up</button></form></div>"
)


def _escaped(story: Story) -> tuple[str, list[str]]:
    return html.escape(story.title), [html.escape(paragraph) for paragraph in story.paragraphs]


def linked_data(story: Story) -> str:
    """A large site: JSON-LD, OpenGraph, everything around the story."""
    title, paragraphs = _escaped(story)
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T09:30:00+01:00",
        "dateModified": "2024-12-01T00:00:00Z",
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": story.outlet, "logo": {"url": "/l.png"}},
    }
    body = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    body.insert(2, f"<aside class='inline-related'><h4>Most read</h4>{_RELATED}</aside>")
    body.insert(4, "<div class='ad-slot'><span>Advertisement</span></div>")
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} |"
        f" {story.outlet}</title><link rel='canonical' href='{story.url}'><meta"
        f" property='og:title' content="
        f"\"{title}\"><meta property='og:site_name' content='{story.outlet}'>"
        f"<script type='application/ld+json'>{json.dumps(told)}</script></head><body>{_COOKIES}"
        f"<header>{_NAV}</header><main><article><h1>{title}</h1>{_SHARE}{''.join(body)}"
        f"{_NEWSLETTER}</article></main><aside><h3>Most read</h3>{_RELATED}</aside>"
        f"<footer>{_FOOTER}</footer></body></html>"
    )


def weblog(story: Story) -> str:
    """A theme of a weblog: classes that say what is what, dates in ``<time>``."""
    title, paragraphs = _escaped(story)
    people = ", ".join(f"<a rel='author' href='/a'>{name}</a>" for name in story.authors[:1])
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} – {story.outlet}</title><meta"
        f" property='og:site_name' content='{story.outlet}'><link rel='canonical' href="
        f"'{story.url}'></head><body class='single-post'><div id='masthead'><a href='/'>"
        f"{story.outlet}</a>{_NAV}</div><div id='primary'><article class='post'><header class="
        f"'entry-header'><h1 class='entry-title'>{title}</h1><div class='entry-meta'><time class="
        f"'entry-date published' datetime='{story.day}T08:00:00+00:00'>{story.day:%B %d, %Y}</time>"
        f" by <span class='author vcard'>{people}</span></div></header><div class='entry-content'>"
        f"{''.join(f'<p>{p}</p>' for p in paragraphs)}{_SHARE}</div></article><div id='comments'>"
        "<h2>2 thoughts</h2><ol><li><p>Well said, I could not agree more with all of it.</p></li>"
        f"</ol></div></div><div id='secondary' class='widget-area'><h2>Most read</h2>{_RELATED}"
        f"</div><div class='site-footer'>{_FOOTER}</div></body></html>"
    )


def tables(story: Story) -> str:
    """The year 2003: tables, fonts, breaks, and everything in words."""
    title, paragraphs = _escaped(story)
    return (
        f"<html><head><title>{story.outlet}: {title}</title></head><body bgcolor=white><table"
        f" width=100%><tr><td colspan=3>{_NAV}</td></tr><tr><td width=120 valign=top><font size=1>"
        f"{_RELATED}</font></td><td valign=top><font size=5><b>{title}</b></font><br><font size=2"
        f" class=date>{story.day:%A, %B %d, %Y}</font><br><font class=byline>By"
        f" {' and '.join(story.authors)}</font><p>{'<p>'.join(paragraphs)}</td><td width=160>"
        f"{_NEWSLETTER}</td></tr></table><center>{_FOOTER}</center></body></html>"
    )


def microdata(story: Story) -> str:
    """Marked up in place."""
    title, paragraphs = _escaped(story)
    people = "".join(
        f"<span itemprop='author' itemscope><span itemprop='name'>{name}</span></span> "
        for name in story.authors
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title><meta name='application-name'"
        f" content='{story.outlet}'><meta property='og:url' content='{story.url}'></head><body>"
        f"<nav>{_NAV}</nav><div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop="
        f"'headline'>{title}</h1>{people}<meta itemprop='datePublished' content='{story.day}'>"
        f"<div itemprop='articleBody'>{''.join(f'<p>{p}</p>' for p in paragraphs)}</div></div>"
        f"{_NEWSLETTER}<section><h2>Most read</h2>{_RELATED}</section><footer>{_FOOTER}</footer>"
        "</body></html>"
    )


def hashed_classes(story: Story) -> str:
    """A page that a program drew: names without meaning, facts in ``<meta>`` alone."""
    title, paragraphs = _escaped(story)
    body = "".join(
        f"<div class='css-1fanzo5'><p class='css-at9mc1'>{p}</p></div>" for p in paragraphs
    )
    people = " and ".join(story.authors)
    return (
        f"<!DOCTYPE html><html><head><meta name='byl' content='By {people}'><meta property="
        f"'article:published_time' content='{story.day}T23:50:00.000Z'><meta property='og:title'"
        f" content=\"{title} - {story.outlet}\"><meta property='og:site_name' content="
        f"'{story.outlet}'><meta property='og:url' content='{story.url}'></head><body><div id='a'>"
        f"<div class='css-1aor85t'>{_NAV}</div><div class='css-53u6y8'><h1 class='css-1l8buln'>"
        f"{title}</h1><section name='articleBody' class='css-1r7ky0e'>{body}</section></div><div"
        f" class='css-1ndl0y'><h2>Most read</h2>{_RELATED}</div><div class='css-ft'>{_FOOTER}</div>"
        f'</div><script>window.__data={{"x": "{"y" * 5000}"}}</script></body></html>'
    )


def archive_metas(story: Story) -> str:
    """A library's or an old agency's page: Dublin Core."""
    title, paragraphs = _escaped(story)
    people = "".join(f"<meta name='DC.creator' content='{name}'>" for name in story.authors)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta name='DC.title' content=\"{title}\">{people}"
        f"<meta name='DC.date.issued' content='{story.day}'><meta name='DC.publisher' content="
        f"'{story.outlet}'><link rel='canonical' href='{story.url}'></head><body><div class='menu'>"
        f"{_NAV}</div><div class='content'><h2>{title}</h2>"
        f"{''.join(f'<p>{p}</p>' for p in paragraphs)}</div><div class='foot'>{_FOOTER}</div>"
        "</body></html>"
    )


def date_in_address(story: Story) -> str:
    """Nothing but a title, and the day in the address."""
    title, paragraphs = _escaped(story)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title><meta property='og:site_name'"
        f" content='{story.outlet}'><link rel='canonical' href='https://post.example/"
        f"{story.day:%Y/%m/%d}/story.html'></head><body><header>{_NAV}</header><article><h1>{title}"
        f"</h1><p class='author-name'>By {' and '.join(story.authors)}</p>"
        f"{''.join(f'<p>{p}</p>' for p in paragraphs)}</article><footer>{_FOOTER}</footer></body>"
        "</html>"
    )


LAYOUTS: dict[str, Callable[[Story], str]] = {
    layout.__name__: layout
    for layout in (
        linked_data, weblog, tables, microdata, hashed_classes, archive_metas, date_in_address,
    )
}  # fmt: skip
