"""What it costs to link one more article where very many name the same events.

CPU time of linking alone, on records held in memory as a library holds them. Each
article names an election or a war that hundreds of others name, in one of a few ways;
some name something of their own. Others use the machine as well: what counts is how the
figures of few and of many articles compare.
"""

from __future__ import annotations

import random
import time
from statistics import mean, median, quantiles
from string import ascii_lowercase

import pytest

from index.events.record import ArticleEvents
from index.events.settle import settle
from scripts.memory_repository import MemoryRepository
from tests.support.events import news, record

FEW, MANY = 250, 2_000
NEWCOMERS = 60
NAMED = (
    "Voters in {place} still speak of the 2016 presidential election.",
    "{person} lost friends over the 2020 presidential election.",
    "{person} of {place} wrote on the Iraq War.",
    "The Iraq War took a son of {person}, who lives in {place}.",
    "The Iraq War began in 2003, {person} recalls.",
    "The 2018 midterm elections brought {person} to {place}.",
    "Little is left in {place} of the American Civil War.",
    "{person} came to {place} for the {number}th {place} Bridge Congress.",
)
NAMES = ("Ann", "Carlos", "Dana", "Emily", "Frank", "Grace")
PLACES = ("Boston", "Denver", "Dallas", "Oakland", "Tucson", "Omaha", "Albany", "Fresno")


def stream(count: int) -> list[ArticleEvents]:
    """The records of so many articles, in an order of their own."""
    chance = random.Random(3)
    records = []
    for number in range(count):
        # Words of its own first, so that it is of no other article's story.
        own = ["".join(chance.choices(ascii_lowercase, k=9)) for _ in range(41)]
        person, place = f"{chance.choice(NAMES)} {own.pop().title()}", chance.choice(PLACES)
        told = chance.choice(NAMED).format(person=person, place=place, number=number)
        text = f"It told of {' '.join(own)}. {told}"
        day = f"2021-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        records.append(record(news(f"a{number}", text, day)))
    return records


def costs(records: list[ArticleEvents]) -> list[float]:
    """What linking each of the last few with all others costs, in milliseconds."""
    repository = MemoryRepository()
    for one in records[:-NEWCOMERS]:
        repository.put(one)
    repository.apply(settle([one.key for one in records[:-NEWCOMERS]], repository))
    found = []
    for one in records[-NEWCOMERS:]:
        begin = time.process_time()
        repository.put(one)
        repository.apply(settle([one.key], repository))
        found.append(1000 * (time.process_time() - begin))
    return found


@pytest.mark.slow
def test_one_more_article_among_many_that_name_the_same() -> None:
    records = stream(MANY)
    few, many = costs(records[-FEW:]), costs(records)
    print("\n| articles | mean | p50 | p95 | most, ms of CPU time |\n|---|---|---|---|---|")
    for count, found in ((FEW, few), (MANY, many)):
        cuts = quantiles(found, n=20)
        told = (mean(found), cuts[9], cuts[18], max(found))
        print(f"| {count} | {' | '.join(f'{ms:.1f}' for ms in told)} |")
    # Eight times as many name each event; the work must not follow them.
    assert median(many) < 3 * median(few)
