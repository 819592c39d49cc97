"""The parts of a web page: what no reader sees, consent banners, and its articles.

These functions change or read a tree of lxml before trafilatura looks for the article in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from multisumm.reading.words import phrase_pattern

MIN_ARTICLE_CHARACTERS = 200
"""Characters of an element `article` from which on it is more than a teaser."""

MAIN_SHARE = 0.8
"""Share of the text of all articles from which on the page is about the one that has it."""

MAX_BANNER_CHARACTERS = 3000
MAX_BANNER_DEPTH = 12
"""Levels between a notice about cookies and its buttons."""

_SCREEN_READERS = re.compile(
    r"(?<!not-)(?:sr-only|sronly|visually-?hidden|screen-?reader-?(?:text|only)"
    r"|off-?screen|element-invisible|a11y-hidden)(?!-focusable)",
    re.IGNORECASE,
)
_SKIP = re.compile(r"(?<![a-z])skip(?:[-_]?(?:link|nav|to|main|content))?", re.IGNORECASE)
_FAR = r"-(?:\d{4,}(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?(?:r?em|v[wh]|%))"
_UNSEEN = re.compile(
    rf"display:none|visibility:(?:hidden|collapse)|(?:^|;)(?:left|top|right|text-indent):{_FAR}"
    r"|clip:rect\((?:0|1px)|clip-path:inset\((?:50|100)%|(?:^|;)(?:opacity|font-size):0(?:px|em)?"
    r"(?:;|$|!)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_AT_RULE = re.compile(
    r"@[^{};@]*+\{(?>(?:[^{}]*+\{[^{}]*+\})*)[^{}]*+\}"
)  # for print, for small screens
_NAME = re.compile(r"[.#]-?[_a-zA-Z][\w-]*")

_BANNER = re.compile(
    r"(?:cookies?|gdpr|consent|privacy)[-_]{0,2}(?:alert|banner|bar|box|container|dialog|disclaimer"
    r"|disclosure|info|law|layer|manager|message|modal|notice|notification|overlay|panel|popup"
    r"|prompt|settings|wall|warning|wrapper)"
    r"|(?:alert|banner|bar|dialog|modal|notice|notification|overlay|popup)[-_]{0,2}(?:cookies?|gdpr"
    r"|consent)|borlabs|cookiebot|cybot|cmplz|complianz|didomi|fc-consent|iubenda|klaro|onetrust"
    r"|moove[-_]?gdpr|osano|qc-cmp|sp_message|termly|truste|usercentrics",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"cookie|куки|クッキー|쿠키|คุกกี้|ملفات تعريف الارتباط|קובצי|कुकी|evästeit", re.IGNORECASE
)
_MAX_LABEL = 40
_GOES_ON = re.compile(r"\s*(?:[,;.:]|[^\W\d_]*[a-zà-ÿ])")
_PHRASES = frozenset(("a", "b", "em", "i", "li", "p", "q", "small", "span", "strong", "td", "u"))
"""Elements that are running text: one of these alone is no banner."""

_COMMENT_NAME = re.compile(r"(?:disqus|comments?|repl(?:y|ies))(?:[-_]|list|body|$)")
_STRUCTURE = frozenset(("html", "body", "main", "article", "head"))


@cache
def _agreement() -> re.Pattern[str]:
    """What stands on a button that agrees or refuses: a word for that, and at most four others."""
    return re.compile(
        rf"\W*(?:i )?(?:{phrase_pattern('agree')}\b|{phrase_pattern('agree_stems')}\w*)"
        r"(?:[^\w.!?;:]+\w+){0,4}\W*",
        re.IGNORECASE,
    )


def drop_unseen(page: Any) -> None:
    """Remove from a page what a browser does not show: hidden, in a template, outside the screen.

    Rules for a class or an id in the page's own style sheets count as well as styles of elements.
    Links that skip to the article are for screen readers, too.
    """
    classes, ids = _hidden_names(page)
    _prune(page, lambda element: _is_hidden(element, classes, ids))
    mains = {f"#{main.get('id')}" for main in page.iter("main") if main.get("id")}
    for link in list(page.iter("a")):
        names = f"{link.get('class') or ''} {link.get('id') or ''}"
        target = link.get("href") or ""
        if target in mains or (target.startswith("#") and _SKIP.search(names)):
            _drop(link)


def drop_banners(page: Any) -> None:
    """Remove notices that ask for consent to cookies, as named or by their text and buttons."""
    _prune(page, _is_named_banner)
    for button in list(page.iter("button", "a", "input", "span", "div")):
        label = button.text if button.tag != "input" else button.get("value")
        if (
            not label
            or len(label.strip()) > _MAX_LABEL
            or not _agreement().fullmatch(label.strip())
        ):
            continue
        if not _stands_in_sentence(button) and (banner := _banner_around(button)) is not None:
            _drop(banner)


def articles_of(page: Any) -> list[Any]:
    """Return the articles of a page that has several, else none.

    If the title of the page is that of one of them, the others are removed from the page, and it
    counts as a page with one article. So does a page with a text of its own beside them, or one
    article that is much longer than all others together.
    """
    found = [element for element in page.iter("article") if _is_article(element)]
    if len(found) < 2 or _has_text_beside_articles(page):
        return []
    titles = {_bare(title) for title in _page_titles(page)}
    own = [article for article in found if _bare(article_title(article)) in titles]
    if len(own) != 1:
        sizes = [len(article.text_content()) for article in found]
        return found if max(sizes) < MAIN_SHARE * sum(sizes) else []
    for article in found:
        if article is not own[0]:
            _drop(article)
    return []


def article_link(article: Any) -> str:
    """Return the address in the heading of an article, empty without one."""
    heading = _heading(article)
    links = heading.xpath("ancestor-or-self::a[@href] | .//a[@href]") if heading is not None else ()
    return str(links[0].get("href")).strip() if links else ""


def article_title(article: Any) -> str:
    """Return the heading of an article."""
    heading = _heading(article)
    return "" if heading is None else " ".join(heading.text_content().split())


def _is_hidden(element: Any, classes: frozenset[str], ids: frozenset[str]) -> bool:
    if element.tag in ("html", "body", "head"):
        return False
    if element.tag in ("template", "noframes"):
        return True
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if element.tag == "dialog" and "open" not in attributes:
        return True
    names = attributes.get("class", "")
    is_unseen = (
        bool(_UNSEEN.search("".join(attributes.get("style", "").split())))
        or attributes.get("id") in ids
        or not classes.isdisjoint(names.split())
        or bool(_SCREEN_READERS.search(names))
    )
    return is_unseen and not _holds_article(element)  # which a script shows once it has loaded


def _holds_article(element: Any) -> bool:
    return next(element.iter("main", "article", "h1"), None) is not None


def _hidden_names(page: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the classes and the ids that a style sheet of the page hides, and none shows."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in page.iter("style"):
        for rule in _bare_rules(sheet.text or "").split("}"):
            selectors, _, rules = rule.partition("{")
            declared = "".join(rules.split())
            names = {name.strip() for name in selectors.split(",")}
            if _UNSEEN.search(declared):
                hidden |= {name for name in names if _NAME.fullmatch(name)}
            elif "display:" in declared or "visibility:" in declared:
                shown |= {name for text in names for name in _NAME.findall(text)}
    names = hidden - shown
    return (
        frozenset(name[1:] for name in names if name[0] == "."),
        frozenset(name[1:] for name in names if name[0] == "#"),
    )


def _bare_rules(sheet: str) -> str:
    """Return a style sheet without comments and rules that hold only sometimes."""
    return _AT_RULE.sub("", _COMMENT.sub("", sheet))


def _is_named_banner(element: Any) -> bool:
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    if element.tag in _STRUCTURE or len(names) < 3 or not _BANNER.search(names):
        return False
    return _is_small(element) and not _holds_article(element)


def _stands_in_sentence(button: Any) -> bool:
    """Return whether what looks like a button is a link in a sentence that goes on behind it."""
    return button.tag in ("a", "span") and bool(_GOES_ON.match(button.tail or ""))


def _banner_around(button: Any) -> Any | None:
    """Return the largest element around a button that is only about cookies, None without one."""
    banner = about = None
    for element in islice(button.iterancestors(), MAX_BANNER_DEPTH):
        if element.tag in _STRUCTURE or not _is_small(element) or _holds_article(element):
            break
        if _COOKIES.search(element.text_content()):
            if about is not None and len(list(_blocks(element))) > 1 + len(list(_blocks(about))):
                break  # text of the page stands beside the banner
            about = element
            banner = banner if element.tag in _PHRASES else element
    return banner


def _blocks(element: Any) -> Iterator[Any]:
    return (block for block in element.iter("p", "h2", "h3", "li") if block.text_content().strip())


def _is_small(element: Any) -> bool:
    """Return whether an element has little in it; counting ends at the limit."""
    size = 0
    for part in element.iter():
        size += 1 + len(part.text or "") + len(part.tail or "")
        if size > MAX_BANNER_CHARACTERS:
            return False
    return True


def _is_article(element: Any) -> bool:
    if next(element.iterancestors("article"), None) is not None or _heading(element) is None:
        return False
    if any(_is_comment(part) for part in islice(element.iterancestors(), MAX_BANNER_DEPTH)):
        return False
    if _is_comment(element):
        return False
    return len(" ".join(element.text_content().split())) >= MIN_ARTICLE_CHARACTERS


def _is_comment(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(_COMMENT_NAME.match(name) for name in names)


def _has_text_beside_articles(page: Any) -> bool:
    size = 0
    rest = [page]
    while rest and size < MIN_ARTICLE_CHARACTERS:
        element = rest.pop()
        if element.tag == "p":
            size += len(" ".join(element.text_content().split()))
        elif element.tag not in ("article", "aside", "footer", "header", "nav", "form"):
            rest += [child for child in element if isinstance(child.tag, str)]
    return size >= MIN_ARTICLE_CHARACTERS


def _heading(article: Any) -> Any:
    headings = (
        each for each in article.iter("h1", "h2", "h3", "h4") if each.text_content().strip()
    )
    return next(headings, None)


def _page_titles(page: Any) -> Iterator[str]:
    for meta in page.iter("meta"):
        if (meta.get("property") or meta.get("name")) in ("og:title", "twitter:title"):
            yield meta.get("content") or ""
    for title in page.iter("title"):
        text = title.text_content()
        yield text
        for separator in (" - ", " – ", " — ", " | ", " · ", " :: "):
            yield text.partition(separator)[0]
            yield text.rpartition(separator)[0]


def _bare(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _prune(page: Any, is_unwanted: Callable[[Any], bool]) -> None:
    """Remove the unwanted elements of a page; what is in them is not looked at."""
    rest = [page]
    while rest:
        element = rest.pop()
        if is_unwanted(element):
            _drop(element)
        else:
            rest += reversed([child for child in element if isinstance(child.tag, str)])


def _drop(element: Any) -> None:
    """Remove an element, but not the text behind it."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()
