"""XML as a tree, without what makes XML dangerous.

The parser is the standard library's expat with handlers of our own. A document
that declares an entity is refused, so that nothing can be expanded or fetched;
a document type without declarations (as NITF files have) is passed over. Depth
and number of elements are bounded. lxml would parse as well, but decides about
entities by options whose defaults have changed; here the refusal is in view.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from index.errors import ReadError

_DEEPEST = 200
_MOST_ELEMENTS = 1_000_000


def parse_xml(source: str, data: bytes) -> Element:
    """The root of a document, its names without their namespaces.

    Raises :class:`~index.errors.ReadError` when it is not well-formed, declares
    entities, or is nested too deeply.
    """
    builder = TreeBuilder()
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise ReadError(source, "is nested too deeply")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def refuse(*_: object) -> None:
        raise ReadError(source, "declares entities, which culm does not follow")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    # Without a handler expat passes over what an undeclared entity would refer to.
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ReadError(source, f"is not well-formed XML (line {error.lineno})") from None
    return builder.close()


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def children(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name inside another, at any depth, in order."""
    yield from element.iter(name)


def said(element: Element | None, *path: str) -> str:
    """All text in the first element of any of these names, on one line; empty without one."""
    if element is None:
        return ""
    for name in path:
        found = next(element.iter(name), None)
        if found is not None and (text := " ".join("".join(found.itertext()).split())):
            return text
    return ""
