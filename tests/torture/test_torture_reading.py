"""Damaged samples of every format, by the ten thousand; by ``make torture``."""

from __future__ import annotations

import os
import random

import pytest

from tests.support.mutating import read_mutations

MUTATIONS = int(os.environ.get("CULM_MUTATIONS", "50000"))


@pytest.mark.slow
def test_tens_of_thousands_of_damaged_files() -> None:
    answers = read_mutations(MUTATIONS, random.randrange(1 << 30))
    assert answers["an article"] > MUTATIONS // 4
    errors = sum(answers.values()) - answers["an article"]
    print(f"\n{MUTATIONS} damaged files: {errors} errors told")
