"""Reading a page the way a test asks about it: elements, their attributes and their text, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler

VOID = frozenset({"input", "br", "hr", "img", "link", "meta", "path"})


@dataclass
class Element:
    """One element; `text` holds everything inside, spaces joined."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


class Page(HTMLParser):
    """All elements of a document or fragment in the order in which they open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.parts.append(data)

    def all(self, tag: str = "", css_class: str = "") -> list[Element]:
        """Elements of that tag and class, either left out."""
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and (not css_class or css_class in element.classes)
        ]

    def one(self, tag: str = "", css_class: str = "") -> Element:
        """The only such element."""
        found = self.all(tag, css_class)
        assert len(found) == 1, f"{len(found)} elements {tag}.{css_class} in {self.html}"
        return found[0]

    def ids(self) -> set[str]:
        return {element.attributes["id"] for element in self.elements if "id" in element.attributes}

    @property
    def text(self) -> str:
        return " ".join(" ".join(element.text for element in self.elements[:1]).split())


def show(source: str, **context: object) -> Page:
    """Render a template written with components."""
    template = Template(CottonCompiler().process("{% load i18n zhulin %}" + source))
    return Page(template.render(Context(context)))
