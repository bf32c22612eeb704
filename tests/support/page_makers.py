"""Pages in the manner of the programs that make them: the same story in twenty kinds of markup.

Each follows what the program's usual theme writes: where title, date, authors and name of the
site stand, and what it puts around a story. Names of classes and members are theirs, all
words are ours.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from email.message import EmailMessage

from tests.support.page_layouts import Story

AROUND = (
    "Subscribe for free to receive new posts",
    "Leave a Reply",
    "You may also like",
    "Walks along the old canal",
    "Accept all cookies",
    "Powered by",
    "Listen to this article",
    "Sign up for our evening letter",
)
"""What stands around the story in them, and is no part of it."""

_RELATED = "".join(
    f"<li><a href='/r/{n}'><span>{words}</span></a></li>"
    for n, words in enumerate(
        ("Walks along the old canal", "A cook and his garden", "What the tides leave behind")
    )
)
_NAV = "".join(
    f"<li class='menu-item'><a href='/{name}'>{name.title()}</a></li>"
    for name in ("news", "politics", "sport", "culture", "weather")
)


def _parts(story: Story) -> tuple[str, str, str]:
    """Title, paragraphs, and authors joined as bylines join them, for markup."""
    paragraphs = "".join(f"<p>{html.escape(one)}</p>" for one in story.paragraphs)
    return html.escape(story.title), paragraphs, html.escape(" and ".join(story.authors))


def _iso(story: Story) -> str:
    return f"{story.day.isoformat()}T09:30:00+00:00"


def _long(story: Story) -> str:
    return f"{story.day:%B} {story.day.day}, {story.day.year}"


def _page(head: str, body: str, *, language: str = "") -> str:
    lang = f' lang="{language}"' if language else ""
    top = f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'>{head}</head>"
    return f"{top}<body>{body}</body></html>"


def _json(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
    return f"<script type='application/ld+json'>{written}</script>"


def _canonical(story: Story) -> str:
    return f"<link rel='canonical' href='{story.url}'>"


def _site(story: Story) -> str:
    return f"<meta property='og:site_name' content='{html.escape(story.outlet)}'>"


def _published(story: Story) -> str:
    return f"<meta property='article:published_time' content='{_iso(story)}'>"


def _linked(story: Story, kind: str = "NewsArticle", **more: object) -> str:
    """The linked data of a page that tells all of itself there; ``more`` is what is its own."""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": story.title,
        "datePublished": _iso(story),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": story.outlet},
    }
    return _json(facts | more)


def wordpress_graph(story: Story) -> str:
    """WordPress with an SEO plugin: a graph whose article names its author by reference."""
    title, text, _ = _parts(story)
    people = [
        {"@type": "Person", "@id": f"{story.url}#/person/{n}", "name": name}
        for n, name in enumerate(story.authors)
    ]
    graph = [
        {
            "@type": "Article",
            "@id": f"{story.url}#article",
            "isPartOf": {"@id": story.url},
            "author": [{"@id": one["@id"]} for one in people],
            "headline": story.title,
            "datePublished": _iso(story),
            "dateModified": "2025-01-02T03:04:05+00:00",
            "publisher": {"@id": "https://site.example/#organization"},
        },
        {"@type": "WebPage", "@id": story.url, "url": story.url, "name": f"{story.title} - x"},
        {"@type": "WebSite", "@id": "https://site.example/#website", "name": story.outlet},
        {
            "@type": "Organization",
            "@id": "https://site.example/#organization",
            "name": story.outlet,
        },
        *people,
    ]
    return _page(
        f"<title>{title} - {html.escape(story.outlet)}</title>"
        f"{_canonical(story)}" + _json({"@context": "https://schema.org", "@graph": graph}),
        f"<header class='site-header'><ul id='primary-menu'>{_NAV}</ul></header>"
        f"<main id='primary'><article class='post type-post hentry'><header class='entry-header'>"
        f"<h1 class='entry-title'>{title}</h1></header><div class='entry-content'>{text}"
        f"<div class='sharedaddy'><h3>Share this:</h3></div></div></article>"
        f"<div id='comments'><div id='respond'><h3>Leave a Reply</h3><form><p>Your email address"
        f" will not be published.</p></form></div></div></main><aside id='secondary'>"
        f"<section class='widget'><h2>You may also like</h2><ul>{_RELATED}</ul></section></aside>"
        "<footer class='site-footer'><p>Powered by a press of words</p></footer>",
    )


def wordpress_classic(story: Story) -> str:
    """WordPress as it was in 2012: no metas, microformats in the theme."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{html.escape(story.outlet)} » {title}</title>{_canonical(story)}",
        f"<div id='header'><h1 id='site-title'><a href='/'>{html.escape(story.outlet)}</a></h1>"
        f"<ul>{_NAV}</ul></div><div id='content'><div class='post-41 post hentry'>"
        f"<h2 class='entry-title'>{title}</h2><div class='entry-meta'>Posted on "
        f"<a href='#'><span class='entry-date'>{_long(story)}</span></a> by "
        f"<span class='author vcard'><a class='url fn n' href='/author'>{authors}</a></span></div>"
        f"<div class='entry-content'>{text}</div></div><div id='respond'><h3>Leave a Reply</h3>"
        "</div></div><div id='sidebar'><h3>You may also like</h3>"
        f"<ul>{_RELATED}</ul></div><div id='footer'>Powered by a press of words</div>",
    )


def drupal(story: Story) -> str:
    """Drupal 9: fields within fields, RDFa on the node."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{title} | {html.escape(story.outlet)}</title>{_site(story)}{_canonical(story)}",
        f"<nav role='navigation'><ul>{_NAV}</ul></nav><main role='main'>"
        f"<article role='article' about='/node/41' typeof='schema:Article' class='node'>"
        f"<h1 class='page-title'><span property='schema:name'>{title}</span></h1>"
        f"<footer class='node__meta'><div class='node__submitted'>Submitted by "
        f"<span rel='schema:author' class='field--name-uid'>{authors}</span> on "
        f"<span class='field--name-created'><time datetime='{_iso(story)}'>{_long(story)}</time>"
        f"</span></div></footer><div class='node__content'>"
        f"<div class='field field--name-body' property='schema:text'>{text}</div>"
        f"<ul class='links inline'><li>Add new comment</li></ul></div></article></main>"
        f"<aside><div class='block-views'><h2>You may also like</h2><ul>{_RELATED}</ul></div>"
        "</aside><footer><span>Powered by drops</span></footer>",
    )


def ghost(story: Story) -> str:
    """Ghost: OpenGraph, a card for members, labels of its own for authors."""
    title, text, _ = _parts(story)
    authors = ", ".join(story.authors)
    return _page(
        f"<title>{title}</title>{_canonical(story)}"
        f"{_site(story)}"
        f"<meta property='og:title' content='{title}'>"
        f"<meta property='article:published_time' content='{story.day.isoformat()}T09:30:00.000Z'>"
        f"<meta name='twitter:label1' content='Written by'>"
        f"<meta name='twitter:data1' content='{html.escape(authors)}'>",
        f"<header class='gh-head'><ul>{_NAV}</ul></header><main class='gh-main'>"
        f"<article class='gh-article post'><header class='gh-article-header'>"
        f"<h1 class='gh-article-title'>{title}</h1></header>"
        f"<section class='gh-content gh-canvas'>{text}<div class='kg-card kg-signup-card'>"
        f"<h2>Sign up for our evening letter</h2></div></section></article></main>"
        f"<div class='gh-container'><h2>You may also like</h2><ul>{_RELATED}</ul></div>"
        "<footer class='gh-foot'>Powered by spirits</footer>",
    )


def substack(story: Story) -> str:
    """Substack: hashed classes, a subscribe box in the middle, NewsArticle with a list."""
    title, _, _ = _parts(story)
    half = len(story.paragraphs) // 2
    first, second = (
        "".join(f"<p>{html.escape(one)}</p>" for one in some)
        for some in (story.paragraphs[:half], story.paragraphs[half:])
    )
    box = (
        "<div class='subscription-widget-wrap'><div class='preamble'><p>Subscribe for free to"
        " receive new posts and support this work.</p></div><form><input type='email'></form></div>"
    )
    return _page(
        f"<title>{title} - by {html.escape(story.authors[0])}</title>"
        f"{_canonical(story)}" + _linked(story, url=story.url, mainEntityOfPage=story.url),
        f"<div id='entry'><div class='pencraft pc-display-flex'>{html.escape(story.outlet)}</div>"
        f"<div class='single-post'><article class='typography newsletter-post post'>"
        f"<div class='post-header'><h1 class='post-title published'>{title}</h1></div>"
        f"<div class='available-content'><div class='body markup'>{first}{box}{second}</div></div>"
        "</article></div><div class='post-ufi'><button>Share</button></div></div>",
    )


def medium(story: Story) -> str:
    """Medium: classes without meaning, claps and "min read" beside the author."""
    title, text, _ = _parts(story)
    return _page(
        f"<title>{title} | by {html.escape(story.authors[0])} | {html.escape(story.outlet)}"
        f"</title>{_canonical(story)}" + _linked(story, creator=list(story.authors)),
        f"<div id='root'><div class='a b'><article><div class='ab ca'><section>"
        f"<h1 class='pw-post-title gp gq'>{title}</h1><div class='speechify'><a>"
        f"{html.escape(story.authors[0])}</a><span>4 min read</span><button>Listen to this"
        f" article</button></div>{text.replace('<p>', '<p class=pw-post-body-paragraph>')}"
        "</section></div></article><div class='x'><button>41</button></div></div></div>",
    )


def public_broadcaster(story: Story) -> str:
    """A broadcaster's site: components for everything, the date told as if it were today."""
    title, _, authors = _parts(story)
    blocks = "".join(
        f"<div data-component='text-block'><p class='sc-eb7bd5f6-0'>{html.escape(one)}</p></div>"
        for one in story.paragraphs
    )
    return _page(
        f"<title>{title}</title>{_canonical(story)}"
        + _linked(story, "ReportageNewsArticle", url=story.url),
        f"<nav><ul>{_NAV}</ul></nav><main id='main-content'><article>"
        f"<div data-component='headline-block'><h1>{title}</h1></div>"
        f"<div data-component='byline-block'><time>3 hours ago</time><span>{authors}</span></div>"
        f"{blocks}<div data-component='links-block'><p>You may also like</p><ul>{_RELATED}</ul>"
        "</div></article></main>",
    )


def paper_of_record(story: Story) -> str:
    """A large paper: "By" and the names in capitals in a meta, a body in numbered companions."""
    title, _, authors = _parts(story)
    text = "".join(
        f"<div class='css-s99gbd StoryBodyCompanionColumn'><div class='css-53u6y8'>"
        f"<p class='css-at9mc1'>{html.escape(one)}</p></div></div>"
        for one in story.paragraphs
    )
    return _page(
        f"<title data-rh='true'>{title} - {html.escape(story.outlet)}</title>"
        f"{_canonical(story)}"
        f"{_site(story)}"
        f"<meta name='byl' content='By {authors}'>"
        f"{_published(story)}"
        f"<meta property='article:modified_time' content='2025-02-03T00:00:00Z'>",
        f"<header><ul>{_NAV}</ul></header><main id='site-content'><article id='story'>"
        f"<header><h1 data-testid='headline'>{title}</h1><button>Listen to this article · 6:42"
        f"</button></header><section name='articleBody'>{text}"
        f"</section></article></main>"
        "<div data-testid='gdpr'><button>Accept all cookies</button></div>",
    )


def accelerated(story: Story) -> str:
    """An AMP page: elements of its own for pictures, advertisements and consent."""
    title, text, _ = _parts(story)
    return (
        "<!doctype html><html amp><head><meta charset='utf-8'>"
        f"<title>{title}</title>{_canonical(story)}{_linked(story)}"
        "<style amp-boilerplate>body{animation:x}</style></head><body>"
        f"<amp-sidebar id='s'><ul>{_NAV}</ul></amp-sidebar><amp-consent id='c'><div>"
        f"<button>Accept all cookies</button></div></amp-consent><article class='amp-wp-article'>"
        f"<h1 class='amp-wp-title'>{title}</h1><amp-img src='x.jpg' width='3' height='2'></amp-img>"
        f"<div class='amp-wp-article-content'>{text}<amp-ad width='300' height='250'></amp-ad>"
        f"</div></article><footer>Powered by lightning</footer></body></html>"
    )


def blogger(story: Story) -> str:
    """Blogger: the date in a heading above the post, breaks in place of paragraphs."""
    title, _, authors = _parts(story)
    text = "<br /><br />".join(html.escape(one) for one in story.paragraphs)
    return _page(
        f"<title>{html.escape(story.outlet)}: {title}</title>"
        f"{_canonical(story)}"
        f"<meta property='og:title' content='{title}'>",
        f"<div class='header'><h1 class='title'>{html.escape(story.outlet)}</h1></div>"
        f"<div class='date-outer'><h2 class='date-header'><span>{story.day:%A}, {_long(story)}"
        f"</span></h2><div class='date-posts'><div class='post hentry' itemprop='blogPost'>"
        f"<h3 class='post-title entry-title' itemprop='name'>{title}</h3>"
        f"<div class='post-body entry-content' itemprop='articleBody'>{text}</div>"
        f"<div class='post-footer'>Posted by <span class='fn' itemprop='author'>{authors}</span>"
        f"</div></div></div></div><div class='sidebar'><h2>You may also like</h2>"
        f"<ul>{_RELATED}</ul></div><div class='footer'>Powered by blogs</div>",
    )


def joomla(story: Story) -> str:
    """Joomla: definition lists for the facts, a day without a time stamp."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{title} - {html.escape(story.outlet)}</title>"
        f"<meta name='author' content='{authors}'>"
        f"<meta name='application-name' content='{html.escape(story.outlet)}'>"
        f"{_canonical(story)}",
        f"<div class='moduletable'><ul class='nav menu'>{_NAV}</ul></div>"
        f"<div class='item-page' itemscope itemtype='https://schema.org/Article'>"
        f"<div class='page-header'><h2 itemprop='headline'>{title}</h2></div>"
        f"<dl class='article-info'><dt>Details</dt><dd class='published'>"
        f"<time datetime='{_iso(story)}' itemprop='datePublished'>Published: {_long(story)}</time>"
        f"</dd><dd class='hits'>Hits: 1204</dd></dl><div itemprop='articleBody'>{text}</div>"
        f"<ul class='pager'><li>Prev</li><li>Next</li></ul></div>"
        f"<div class='moduletable'><h3>You may also like</h3><ul>{_RELATED}</ul></div>",
    )


def squarespace(story: Story) -> str:
    """Squarespace: blocks of a grid, an address of its own for the author."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{title} — {html.escape(story.outlet)}</title>"
        f"{_canonical(story)}"
        f"{_site(story)}"
        f"<meta property='og:title' content='{title} — {html.escape(story.outlet)}'>"
        f"<meta itemprop='datePublished' content='{_iso(story)}'>"
        f"<meta itemprop='author' content='{authors}'>",
        f"<div class='header-nav'><ul>{_NAV}</ul></div><article class='h-entry entry'>"
        f"<div class='blog-item-title'><h1 class='entry-title'>{title}</h1></div>"
        f"<div class='blog-item-content e-content'><div class='sqs-layout'><div class='row'>"
        f"<div class='sqs-block html-block'><div class='sqs-block-content'>{text}</div></div></div>"
        f"</div></div></article><section class='item-pagination'><h2>{_RELATED}</h2></section>"
        "<div class='sqs-cookie-banner-v2'><button>Accept all cookies</button></div>",
    )


def program_drawn(story: Story) -> str:
    """A page that a program draws in the browser: the state beside it holds all once more."""
    title, text, _ = _parts(story)
    state = {"props": {"pageProps": {"article": {"title": story.title, "body": "ignored"}}}}
    return _page(
        f"<title>{title}</title><meta property='og:title' content='{title}'>"
        f"{_site(story)}"
        f"<meta name='author' content='{html.escape(', '.join(story.authors))}'>"
        f"{_published(story)}"
        f"{_canonical(story)}",
        f"<div id='__next'><nav><ul>{_NAV}</ul></nav><div class='jsx-1'><div class='jsx-2'>"
        f"<h1 class='jsx-3'>{title}</h1><div class='jsx-4'>{text}</div></div>"
        f"<div class='jsx-9'><div>Sign up for our evening letter</div></div></div></div>"
        f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script>",
    )


def agency(story: Story) -> str:
    """An agency of the state: metas of its own, the text in a div with an id, a table of links."""
    title, _, authors = _parts(story)
    text = "".join(f"<p>　　{html.escape(one)}</p>" for one in story.paragraphs)
    return _page(
        f"<title>{title}-{html.escape(story.outlet)}</title>"
        f"<meta name='publishdate' content='{story.day.isoformat()}'>"
        f"<meta name='source' content='{html.escape(story.outlet)}'>"
        f"<meta name='author' content='{authors}'>{_canonical(story)}",
        f"<div class='header'><ul>{_NAV}</ul></div><div class='conTop'><h1 class='Btitle'>{title}"
        f"</h1><div class='info'>Source: {html.escape(story.outlet)} | "
        f"{story.day.isoformat()} 09:30:00</div></div><div id='detailContent'>{text}</div>"
        f"<table class='tuijian'><tr><td>You may also like</td></tr><tr><td><ul>{_RELATED}</ul>"
        "</td></tr></table>",
    )


def frontpage_of_1999(story: Story) -> str:
    """Nested tables, fonts and no end tags, in capitals."""
    title, _, authors = _parts(story)
    text = "<P>".join(html.escape(one) for one in story.paragraphs)
    return (
        f"<HTML><HEAD><TITLE>{html.escape(story.outlet)} - {title}</TITLE></HEAD>"
        "<BODY BGCOLOR=#FFFFFF><TABLE WIDTH=100% BORDER=0><TR><TD WIDTH=120 VALIGN=TOP>"
        "<FONT SIZE=-1><A HREF=n.htm>News</A><BR><A HREF=s.htm>Sport</A><BR><A HREF=w.htm>Weather"
        f"</A></FONT></TD><TD><TABLE><TR><TD><FONT SIZE=+2><B>{title}</B></FONT><BR>"
        f"<FONT SIZE=-1><I>By {authors}<BR>{_long(story)}</I></FONT><P>{text}</TD></TR></TABLE>"
        "</TD></TR></TABLE><HR><FONT SIZE=-2>Powered by a text editor</FONT></BODY></HTML>"
    )


def live_theme(story: Story) -> str:
    """A paper with a container for each paragraph's asides, and a byline of links."""
    title, _, _ = _parts(story)
    byline = " and ".join(
        f"<a rel='author' href='/p/{n}'>{html.escape(name)}</a>"
        for n, name in enumerate(story.authors)
    )
    text = "".join(
        f"<p class='dcr-1'>{html.escape(one)}</p>"
        + ("<gu-island><aside>Sign up for our evening letter</aside></gu-island>" if not n else "")
        for n, one in enumerate(story.paragraphs)
    )
    return _page(
        f"<title>{title} | Harbours | {html.escape(story.outlet)}</title>"
        f"{_canonical(story)}"
        f"{_site(story)}"
        f"<meta property='og:title' content='{title}'>"
        f"{_published(story)}"
        f"<meta property='article:author' content='https://site.example/p/0'>",
        f"<header><ul>{_NAV}</ul></header><main><article><h1>{title}</h1><address>{byline}"
        f"</address><div id='maincontent'><div class='article-body'>{text}</div></div>"
        f"</article></main><section><h2>You may also like</h2><ul>{_RELATED}</ul></section>",
    )


def government(story: Story) -> str:
    """A ministry's notice: Dublin Core, labels and values in a list."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{title} - site.example</title><meta name='DC.title' content='{title}'>"
        f"<meta name='DC.date.issued' content='{story.day.isoformat()}'>"
        f"<meta name='DC.publisher' content='{html.escape(story.outlet)}'>"
        f"<meta name='DC.creator' content='{authors}'>{_canonical(story)}",
        f"<div class='cookie-banner' role='region'><p>We use some essential cookies.</p><button>"
        f"Accept all cookies</button></div><main id='content'><h1 class='title'>{title}</h1>"
        f"<dl class='metadata'><dt>From:</dt><dd>{html.escape(story.outlet)}</dd><dt>Published</dt>"
        f"<dd>{story.day.day} {story.day:%B %Y}</dd></dl><div class='govspeak'>{text}</div></main>",
    )


def vietnamese_paper(story: Story) -> str:
    """A paper in Hà Nội: the day before the month, the author last, in the text's own block."""
    title, text, authors = _parts(story)
    return _page(
        f"<title>{title} - {html.escape(story.outlet)}</title>"
        f"<meta name='pubdate' content='{story.day.isoformat()}T16:12:07+07:00'>"
        f"<meta property='og:title' content='{title} - {html.escape(story.outlet)}'>"
        f"{_site(story)}"
        f"<meta name='author' content='{authors}'>{_canonical(story)}",
        f"<ul class='breadcrumb'><li>Thời sự</li></ul><span class='date'>Thứ ba, "
        f"{story.day.day}/{story.day.month}/{story.day.year}, 16:12 (GMT+7)</span>"
        f"<h1 class='title-detail'>{title}</h1><article class='fck_detail'>{text}</article>"
        f"<div class='box-tinlienquanv2'><h2>You may also like</h2><ul>{_RELATED}</ul></div>",
        language="vi",
    )


def single_file(story: Story) -> str:
    """What SingleFile keeps of such a page: a note on top, everything inlined."""
    page = wordpress_graph(story).replace("<!DOCTYPE html>", "", 1)
    note = f"<!--\n Page saved with SingleFile \n url: {story.url} \n saved date: x\n-->"
    style = "<style>img{background:url(data:image/png;base64,iVBORw0KGgo=)}</style>"
    return f"<!DOCTYPE html> {page.replace('<html>', f'<html style>{note}{style}', 1)}"


def whole_page_archive(story: Story) -> str:
    """What a browser saves as one file: MHTML, the page in quoted-printable."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = story.url
    message["Subject"] = story.title
    message["MIME-Version"] = "1.0"
    message.set_content(
        drupal(story).replace(f"{_canonical(story)}", ""),
        subtype="html",
        cte="quoted-printable",
    )
    message["Content-Location"] = story.url
    message.make_mixed()
    message.set_type("multipart/related")
    message.replace_header("Content-Type", message["Content-Type"] + '; type="text/html"')
    return message.as_string()


MAKERS: dict[str, Callable[[Story], str]] = {
    maker.__name__: maker
    for maker in (
        *(wordpress_graph, wordpress_classic, drupal, ghost, substack, medium),
        *(public_broadcaster, paper_of_record, accelerated, blogger, joomla, squarespace),
        *(program_drawn, agency, frontpage_of_1999, live_theme, government, vietnamese_paper),
        *(single_file, whole_page_archive),
    )
}
