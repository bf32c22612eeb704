"""Messages with fields: what is annotated in a class of :class:`Told` is what it is made of."""

from __future__ import annotations

import inspect
from typing import Any, ClassVar, dataclass_transform

from textual.message import Message


@dataclass_transform()
class Told(Message):
    """A message whose annotated names are its fields, in their order, as in a dataclass.

    No dataclass, for each of which Python compiles functions anew at every start.
    """

    _names: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls._names = (*cls._names, *inspect.get_annotations(cls))

    def __init__(self, *values: Any, **named: Any) -> None:
        """The fields' values; those that the class gives need not be named.

        Raises :exc:`TypeError` when one is missing.
        """
        super().__init__()
        named.update(zip(self._names, values, strict=False))
        for name in self._names:
            if name in named:
                setattr(self, name, named[name])
            elif not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} needs {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._names)
