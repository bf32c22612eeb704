"""How all tests run: properties take their time, and on CI the same examples every time."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are no name: what is packed tells the second in which it was, and workers that look
    for tests in two seconds would not have the same ones.
    """
    return argname if isinstance(val, bytes) else None
