"""Reads a review page as a strict browser would, for the tests: elements, ids, links, and the text shown."""

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "area", "base", "col", "embed", "source", "track", "wbr"}
DRAWN_VOID = {"path", "polygon", "circle", "rect"}


class Page(HTMLParser):
    """A parsed page. ``errors`` lists every tag that is not closed in order."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.errors, self.open = [], [], []
        self.paragraphs, self.texts = [], []
        self.doctype = None
        self.feed(html)
        self.close()
        self.errors += [f"never closed: {tag}" for tag, _ in self.open]

    def handle_decl(self, decl):
        self.doctype = decl

    def handle_starttag(self, tag, attrs):
        if len(dict(attrs)) != len(attrs):
            self.errors.append(f"attribute twice: {tag} {attrs}")
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "p" and any(other == "p" for other, _ in self.open):
            self.errors.append("p inside p")
        if tag == "p" and self.open and "row" in self.open[-1][1].get("class", ""):
            self.paragraphs.append("")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID | DRAWN_VOID:
            self.errors.append(f"self-closed: {tag}")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.errors.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        names = [tag for tag, _ in self.open]
        classes = {name for _, attributes in self.open for name in attributes.get("class", "").split()}
        if "style" not in names:
            self.texts.append(data)
        in_row = any("row" in a.get("class", "").split() for _, a in self.open)
        if in_row and "cards" not in classes and not classes & {"vh", "n", "label"} and "p" in names:
            self.paragraphs[-1] += data

    @property
    def ids(self):
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]
