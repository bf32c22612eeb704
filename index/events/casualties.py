"""What struck people, where a headline tells only that it did: arms, an accident, or words.

"Five killed" is said of attacks, of ferries and of bears. What it was is told by another word
of the headline, or else by the opening. Everything here is folded and in lower case.
"""

from __future__ import annotations

import re

from index.events.headline_verbs import ACT
from index.events.lexicon import words_of

# Words for attacks that are said of speeches, bills and courts as well …
_OF_WORDS_TOO = words_of("attack attacks attacked kill kills shot shoots stabbed bombs")
# … so that something of this has to stand at the top of the text.
_OF_ARMS = re.compile(
    r"\b(?:kill(?:s|ed|ing|ings)?|dead|died|dies|deaths?|wound(?:s|ed|ing)|injur\w{2,4}|gunm[ae]n"
    r"|gunfire|gunshots?|opened fire|bomb(?:er|ers|ings?|s|ed)?|explo\w{3,6}|blasts?|stabb\w{2,3}"
    r"|hostages?|casualt\w{2,3}|victims?|massacre|troops|soldiers|militants?|insurgents?|rebels?"
    r"|terror\w{0,5}|air ?strikes?|missiles?|rockets?|drones?|shooter|shootings?|shot)\b"
)
_ALIKE = 4  # letters: "attacks" does not make "attack" one of arms
# "Shot down by lawmakers"; aircraft are shot down too.
_SHOT_DOWN = re.compile(r"\b(?:shot|shoots?)\s(?:[\w-]{1,15}\s){0,3}down\b")
_AIRCRAFT = re.compile(r"\b(?:planes?|jets?|airliner|drones?|helicopters?|aircraft|missiles?)\b")
# Who kills a bill kills nobody.
_KILLS_A_BILL = re.compile(
    r"\bkill(?:s|ed)?\s(?:[\w'-]{1,20}\s){0,4}(?:bills?|laws?|taxe?s?|plans?|deals?|treaty|pact"
    r"|measures?|amendments?|legislation|reforms?|proposals?|funding|budget|rules?|regulations?"
    r"|programs?|programmes?|projects?|mood|joy|jobs|hopes?|dreams?|talks|probe|pipeline)\b"
)
# These tell what became of people, not who or what did it.
_CASUALTIES = words_of("kills killed injured wounded wounds")
_KILLED = words_of("kills killed")
_ARMS = re.compile(
    r"\b(?:gunm[ae]n|gunfire|gunshots?|guns?|opened fire|bomb(?:er|ers|ings?|s|ed)?|stabb\w{2,3}"
    r"|kni(?:fe|ves)|hostages?|massacred?|troops|soldiers?|militants?|militia\w?|insurgents?|rebels?"
    r"|terror\w{0,5}|air ?strikes?|missiles?|rockets?|drones?|shooters?|shootings?|shot|shoots?"
    r"|attack(?:s|ed|ers?|ing)?|assailants?|murder\w{0,4}|raids?|ambush\w{0,3}|clash\w{0,3}"
    r"|grenades?|mortars?|shell(?:s|ed|ing)|assassin\w{0,6}|abduct\w{2,3}|jihad\w{0,3}|behead\w{2,3}"
    r"|arson\w{0,4}|army|(?:security|military|armed|special|government|coalition|\w+i|\w+an)"
    r" forces|warplanes?|extremists?|gang|isis|taliban|suicide|mob|riots?"
    r"|(?:by|as) police|police kill\w{0,2}"
    r"|landmines?|artillery|fighting)\b"
)
# "Drone strike", "US strike kills six": where people were killed a strike is of arms.
_STRIKE = re.compile(r"\bstrikes?\b")
_ACCIDENT = re.compile(
    r"\b(?:capsiz\w{2,3}|overturn(?:s|ed|ing)|derail(?:s|ed|ing|ments?)|aground|shipwreck\w{0,2}"
    r"|accidents?|avalanches?|landslides?|mudslides?|rockfalls?|rockslides?|collisions?"
    r"|colli(?:des?|ded|ding)|stampedes?|drown(?:s|ed|ing)?|crash(?:es|ed)?|pile-?up|floods?"
    r"|flooding|flooded|earthquakes?|quakes?|tsunamis?|hurricanes?|typhoons?|cyclones?|tornado(?:es)?"
    r"|lightning|heatwaves?|wildfires?|eruptions?|erupts|gas leak|carbon monoxide|sinks|sank|sunk"
    r"|sinking|left the (?:rails|tracks|road)|plung(?:es|ed)|plummet\w{0,3})\b"
)
# These are as often the work of somebody.
_EITHER = re.compile(
    r"\b(?:explo(?:sions?|des|ded)|blasts?|fires?|blazes?|inferno|collapse[sd]?|struck by"
    r"|runs? over)\b"
)

_VEHICLE = (
    r"\b(?:bus|coach|minibus|car|truck|lorry|van|train|tram|metro|rail|railway|express|plane|jet"
    r"|airliner|aircraft|helicopter|boat|ferry|ship|vessel|yacht|dinghy|trawler|tanker|barge|canoe"
    r"|cable car|balloon|glider|freighter|submarine|motorcycle|motorbike|tractor)(?:e?s)?\b"
)
_HITS = r"\s(?:hits?|strikes?|struck|rams?|(?:slams?|smash(?:es)?|ploughs?) into)\b"
_HURT = r"\b(?:dead|killed|dies?|died|kill(?:s|ing)|hurt|injur\w{2,4}|missing|drown(?:s|ed)?)\b"
# The accident is what the headline tells, not what a ruling or a speech came of.
_TELLS_ACCIDENT = re.compile(
    rf"{_VEHICLE}[^,;:]{{0,40}}\b(?:derail(?:s|ed)?|overturn(?:s|ed)?|capsiz(?:es|ed)|collid(?:e|es|ed)"
    r"|(?:runs?|ran) aground|goes? down|went down|catch(?:es)? fire|caught fire|sinks?|sank"
    r"|plung(?:es?|ed)|skids?|swerves?|goes? off|went off)\b"
    rf"|{_VEHICLE}{_HITS}.*{_HURT}|{_HURT}.*{_VEHICLE}{_HITS}"
    r"|\b(?:fire|blaze|flames|inferno|wildfires?|bushfires?)\s(?:\w{1,12}\s)?(?:destroy(?:s|ed)?"
    r"|guts?|gutted|engulf(?:s|ed)?|rips?|tears?|tore|sweeps?|swept|breaks? out|broke out"
    r"|damage[sd]?|ravage[sd]?|consume[sd]?|raze[sd]?|rage[sd]?|kill(?:s|ed)?|injures?)\b"
    r"|\b(?:gutted|destroyed|damaged|engulfed|razed|ravaged|swept|hit)\sby\s(?:an?\s|the\s)?"
    r"(?:\w{1,12}\s)?(?:fire|blaze|flames|inferno|wildfires?)\b"
    r"|\b(?:avalanche|landslide|mudslide|rockfall|quake|earthquake|tsunami|tornado(?:es)?|typhoon"
    r"|cyclone|hurricane|wildfires?|floods?|storm)\s(?!victor|win\b)(?:[^,;:]{0,30}\s)?(?:bur(?:ies|ied)"
    r"|destroy(?:s|ed)?|damage[sd]?|devastate[sd]?|shakes?|shook|rocks?|batters?|lashes|flattens?"
    r"|levels|topples|sweeps?|swept|jolts?|rattles?)\b"
    r"|\b(?:dam|levee|dyke|dike|embankment|reservoir|(?:glacier|glacial) lake)\s(?:breach(?:es|ed)?"
    r"|bursts?|breaks?|broke|collapses?|collapsed|fails?|failure)\b"
)
_STRUCK = re.compile(
    r"\b(?:opened fire|gunfire|shot|killed|killing|wounded|wounding|injured|injuring|stabbed"
    r"|detonated|exploded|blew|gunned|crashed|rammed|plou?g?[hw]ed|derailed|collided|capsized"
    r"|collapsed|struck|massacred)\b"
)
_CAME_OF_IT = re.compile(
    r"\b(?:after|since|victims?|survivors?|mourn\w{0,3}|visit\w{0,3}|vigils?|charged|arrest\w{0,3}"
    r"|said|told|who|whose|identified|suspects?|court|trial|pleaded|funerals?)\b"
)
# Nouns for accidents that no name of an event is made with: "Rail accident near Pune".
_ACCIDENT_NAMED = re.compile(
    r"\b(?:rail|train|road|car|bus|boat|ferry|plane|air|mine|mining|helicopter|motorway|highway"
    r"|factory|nuclear|ski|skiing|climbing|fatal|deadly|traffic|coach|tram|metro|cable car)\s"
    r"(?:accidents?|collisions?|pile-?up|derailment)\b"
    r"|\b(?:avalanche|landslide|mudslide|shipwreck|stampede|rockfall)\b(?!\s(?:victor|win|of\b))"
)
_NO_SUBJECT = re.compile(r"\b(?:report|inquiry|probe|investigation|trial|court|lawsuit|anniversary"
                         r"|after|since|over|years?)\b")  # fmt: skip


def of_arms(low: str, head: str, opening: str) -> bool:
    """Whether what a headline tells by ``head`` is an attack with arms and not one in words.

    ``opening`` is how its text begins; both are folded and in lower case.
    """
    if head.startswith("kill") and _KILLS_A_BILL.search(low):
        return False
    if head not in _OF_WORDS_TOO:
        return True
    if _SHOT_DOWN.search(low) and not _AIRCRAFT.search(low):
        return False
    told = (found[0] for found in _OF_ARMS.finditer(opening))
    return any(word[:_ALIKE] != head[:_ALIKE] for word in told)


def kind_of_attack(low: str, head: str, opening: str) -> str:
    """The kind of what a headline tells by ``head``, a verb for attacks.

    That people were killed or injured makes no attack where nothing of arms is told.
    """
    if not of_arms(low, head, opening):
        return ACT
    if head not in _CASUALTIES or _ARMS.search(low):
        return "ATTACK"
    if _ACCIDENT.search(low):
        return "DISASTER"
    if _STRIKE.search(low):
        return "ATTACK"
    armed, accident = _ARMS.search(opening), _ACCIDENT.search(opening)
    if armed and not (accident and accident.start() < armed.start()):
        return "ATTACK"
    if accident or _EITHER.search(low) or _EITHER.search(opening):
        return "DISASTER"
    return "DEATH" if head in _KILLED else ACT


def tells_accident(low: str) -> bool:
    """Whether a headline tells an accident by its verb: "Train derails", "gutted by blaze"."""
    found = _TELLS_ACCIDENT.search(low)
    return found is not None and not _ARMS.search(low)


def struck(clause: str) -> bool:
    """Whether a clause tells that people were struck, and not what came of it."""
    return _STRUCK.search(clause) is not None and _CAME_OF_IT.search(clause) is None


def names_accident(low: str) -> bool:
    """Whether a headline without a verb names an accident: "Rail accident near Pune"."""
    found = _ACCIDENT_NAMED.search(low)
    return found is not None and not _NO_SUBJECT.search(low)
