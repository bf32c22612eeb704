"""A database as one text file of JSON lines: for keeping, moving and reading elsewhere.

The first line names the kind of database and its schema, the last counts the
lines before it and gives their SHA-256, so that a file that was cut or changed
is noticed. In between stands one row a line, tables and rows in a fixed order:
the same contents always make the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from index.errors import LibraryError, LibraryTooNew
from index.files import replacing
from index.store.sqlite import Database
from index.store.sqlite_schema import Schema

_FIRST_LINE = 200
"""Bytes that the first line has at most."""


def is_dump(path: Path, kind: str) -> bool:
    """Whether the first line of a file is that of a dump of this kind."""
    try:
        with path.open("rb") as stream:
            return _parsed(path, 1, stream.readline(_FIRST_LINE)).get("culm") == kind
    except (OSError, LibraryError):
        return False


def dump(database: Database, kind: str, target: Path, skip: Mapping[str, str]) -> None:
    """Write the rows of all tables to ``target``, private, all or nothing.

    ``skip`` gives for some tables an SQL condition; rows for which it holds are
    left out.
    """
    digest = hashlib.sha256()
    lines = 0
    try:
        with replacing(target) as draft, draft.open("wb") as stream:
            for line in _lines(database, kind, skip):
                digest.update(line)
                stream.write(line)
                lines += 1
            stream.write(_line({"end": kind, "lines": lines, "sha256": digest.hexdigest()}))
    except OSError as error:
        raise LibraryError(f"{target} could not be written: {error.strerror or error}") from error


def load(source: Path, kind: str, schema: Schema, target: Path) -> None:
    """Make a new database at ``target`` of a dump, brought up to the present schema.

    Raises :class:`LibraryError` when the file is not a whole, unchanged dump of
    this kind, :class:`LibraryTooNew` when a newer culm wrote it.
    """
    version = _verified(source, kind)
    newest = len(schema.migrations)
    if version > newest:
        raise LibraryTooNew(f"{source} was dumped by a newer culm; use that one to restore it")
    then = replace(schema, migrations=schema.migrations[:version], precious=False)
    with closing(Database(target, then)) as database, database.write() as connection:
        known = {
            table: set(columns)
            for table, columns in _tables(connection)
            if table != "sqlite_master"
        }
        for number, row in _rows(source):
            table, values = row.get("table"), row.get("row")
            if (
                table not in known
                or not isinstance(values, dict)
                or not values.keys() <= known[table]
            ):
                raise LibraryError(
                    f"{source}: line {number} does not fit the schema; nothing was restored"
                )
            columns = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            connection.execute(
                f'INSERT OR REPLACE INTO "{table}" ({columns}) VALUES ({marks})',
                [_decoded(value) for value in values.values()],
            )
    Database(target, replace(schema, precious=False)).close()


def _lines(database: Database, kind: str, skip: Mapping[str, str]) -> Iterator[bytes]:
    with database.snapshot() as connection:
        yield _line({"culm": kind, "schema": len(database.schema.migrations)})
        for table, columns in _tables(connection):
            names = ", ".join(f'"{name}"' for name in columns)
            where = f"WHERE NOT ({skip[table]})" if table in skip else ""
            for row in connection.execute(
                f'SELECT {names} FROM "{table}" {where} ORDER BY {names}'
            ):
                values = dict(zip(columns, map(_encoded, row), strict=True))
                yield _line({"table": table, "row": values})


def _tables(connection: Any) -> list[tuple[str, list[str]]]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " ORDER BY name"
    ).fetchall()
    return [
        (name, [column[1] for column in connection.execute(f'PRAGMA table_info("{name}")')])
        for (name,) in names
    ]


def _verified(source: Path, kind: str) -> int:
    """The schema of a dump, once it is known to be whole."""
    digest = hashlib.sha256()
    lines = 0
    header: dict[str, Any] = {}
    last = b""
    with source.open("rb") as stream:
        for line in stream:
            if lines == 1:
                header = _parsed(source, 1, last)
            if lines:
                digest.update(last)
            last = line
            lines += 1
    end = _parsed(source, lines, last) if last.endswith(b"\n") else {}
    whole = {"end": kind, "lines": lines - 1, "sha256": digest.hexdigest()}
    schema = header.get("schema")
    if end != whole or header.get("culm") != kind or not isinstance(schema, int) or schema < 1:
        raise LibraryError(f"{source} is not a whole dump of {kind}; nothing was restored")
    return schema


def _rows(source: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with source.open("rb") as stream:
        before: tuple[int, bytes] | None = None
        for number, line in enumerate(stream, 1):
            if before is not None and before[0] > 1:
                yield before[0], _parsed(source, *before)
            before = number, line


def _parsed(source: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(line)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise LibraryError(f"{source}: line {number} is not a line of a dump; nothing was restored")
    return parsed


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _encoded(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _decoded(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value.get("base64", ""))
    if isinstance(value, list):
        raise LibraryError("a dump holds no lists")
    return value
