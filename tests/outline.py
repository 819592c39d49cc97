"""The elements of a page, for tests that look at its markup."""

import re
from html.parser import HTMLParser

VOID = {"meta", "br", "input", "link"}


class Outline(HTMLParser):
    """The elements of a page with their attributes; fails where they are not closed in order."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def values(self, name, tag=None):
        """What an attribute is, where an element has it; only those of a tag if one is given."""
        return [
            attributes[name]
            for each, attributes in self.elements
            if name in attributes and tag in (None, each)
        ]

    def count(self, tag):
        return sum(name == tag for name, _ in self.elements)


def without_record(page):
    """A report without the JSON and the other formats that it carries."""
    shorter, times = re.subn(
        '<script type="(?:application/json|text/plain)" id="[a-z]+">[^<]*</script>\n', "", page
    )
    assert times >= 1
    return shorter
