"""A small made-up library in which outlets print each other's texts."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

STORY = (
    "LISBON - Fire crews worked through the night on Tuesday to keep a forest fire from the town"
    " of Pedrógão, where 1,200 people had left their homes, the civil protection agency said.",
    "The fire broke out on Monday near the village of Góis after weeks without rain. By Tuesday"
    " evening it had burned 3,400 hectares of pine and eucalyptus, according to Marta Azevedo, who"
    " leads the agency.",
    "Six hundred firefighters and eleven aircraft were at work, among them two water bombers"
    " lent by Spain. Strong winds were expected to turn on Wednesday afternoon.",
    "“We have perhaps twelve hours to build a line that holds,” Azevedo told reporters in Coimbra."
    " “After that the wind decides.”",
    "Nobody was killed. Nine people were treated for burns and smoke, one of them a firefighter"
    " from Lousã. The main road between Coimbra and Castelo Branco was closed.",
    "The government said it would ask parliament for 40 million euros to clear land around"
    " villages before next summer, a plan that was promised after the fires of 2017 and then put"
    " off twice.",
)
"""The text of the agency, a paragraph each."""

REWRITTEN = (
    "It smelled of smoke long before anyone saw flames. By nightfall on Tuesday most of Pedrógão"
    " was empty, its people on camp beds in a sports hall forty kilometres away.",
    "More than a thousand of them left as a fire that began near Góis on Monday came closer. Some"
    " had filled their gutters with water first. Others took only the dog.",
    "“I have done this before, in 2017,” said Joaquim Reis, who keeps bees above the town. “You"
    " learn what matters. It is not much.”",
    "Spain has lent two aircraft, and the agency in charge says everything hangs on the wind. It"
    " is due to change on Wednesday.",
    "In Lisbon there is money again for clearing land around villages. In Pedrógão they have heard"
    " of that money before.",
)


class Printed(Struct, frozen=True):
    """An article as it comes in."""

    id: str
    title: str
    source: str
    date: str
    text: str


def _lines(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs)


AGENCY = Printed(
    "agency/fire",
    "Crews race to hold forest fire outside Portuguese town",
    "Meridian Press",
    "2024-08-13",
    _lines(STORY),
)
EDITED = Printed(
    "daily/fire",
    "Twelve hours to save Pedrógão",
    "Harbour Daily",
    "2024-08-14",
    _lines(STORY)
    .replace("worked through the night", "laboured through the night")
    .replace("according to Marta Azevedo", "said Marta Azevedo")
    .replace("Strong winds", "Strong winds from the north"),
)
CUT = Printed(
    "star/fire",
    "Forest fire nears Portuguese town",
    "Evening Star",
    "2024-08-14",
    _lines(STORY[:4]),
)
OWN_WORDS = Printed(
    "valley/fire",
    "“You learn what matters”: a night outside Pedrógão",
    "Valley Times",
    "2024-08-14",
    _lines(REWRITTEN),
)
RIVAL = Printed(
    "wire/fire",
    "Portugal: firefighters battle forest fire outside Pedrógão",
    "Atlantic Wire",
    "2024-08-13",
    _lines(
        (
            "Firefighters in central Portugal battled on Tuesday to stop a forest fire outside"
            " Pedrógão, from which 1,200 residents have fled.",
            "Marta Azevedo, head of the civil protection agency, told reporters in Coimbra that"
            " the fire, which began on Monday near Góis, had burned 3,400 hectares of eucalyptus"
            " and pine.",
            "Eleven aircraft, two of them Spanish water bombers, and six hundred firefighters"
            " fought it. Nine people suffered burns, among them a firefighter from Lousã.",
        )
    ),
)
"""Another agency's report of the same fire; not in :data:`ALL`."""
SAME_TEXT = replace(AGENCY, id="herald/fire", source="Northern Herald", date="2024-08-15")


def weather(city: str, day: int, low: int, high: int, wind: int, rain: int) -> Printed:
    """A report that comes daily in the same words, with other figures."""
    return Printed(
        f"weather/{city}-{day}",
        f"Weather for {city}, {day} August",
        "Weather Desk",
        f"2024-08-{day:02}",
        f"Temperatures in {city} will lie between {low} and {high} degrees on {day} August, the"
        f" weather office said. In the morning there will be fog in the valleys, and {rain}"
        f" millimetres of rain are expected by noon. Winds of up to {wind} kilometres an hour will"
        " blow from the west and become weaker in the evening. The night will be clear, with"
        f" {low - 3} degrees in the hills and {low - 1} in the city. The sun rises at"
        f" 6.{day + 10} and sets at 20.{59 - day}. The outlook for the following days: mostly dry,"
        f" with {high + 1} degrees on the first day, {high + 2} on the second and {high - 2} on"
        f" the third. The pollen count is {rain * 7}, and the water of the river has"
        f" {low + 4} degrees.",
    )


WEATHER = (
    weather("Arden", 12, 14, 23, 35, 4),
    weather("Arden", 13, 12, 19, 50, 11),
    weather("Belmora", 14, 17, 28, 20, 1),
)
ALL = (AGENCY, EDITED, CUT, OWN_WORDS, SAME_TEXT, *WEATHER)
COPIES = frozenset({AGENCY.id, EDITED.id, CUT.id})
"""The articles that are copies of one another; :data:`SAME_TEXT` is no article of its own."""


def write(path: Path, articles: tuple[Printed, ...] = ALL) -> Path:
    """The articles as JSON Lines in a file."""
    lines = [json.dumps(asdict(article), ensure_ascii=False) for article in articles]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
