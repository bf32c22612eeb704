"""Verbs by which a headline tells that something happened, though not what sort of thing.

The verbs with a kind of their own are in :data:`index.events.lexicon.VERBS`. Everything
here is folded and lower case.
"""

from __future__ import annotations

from index.events.lexicon import words_of

_STATES = """
accuse acknowledge admit advise affirm allege argue assert assure blame blast call caution
challenge cite claim clarify comment compare complain concede condemn contend criticise criticize
defend demand denounce deny describe dismiss dispute downplay emphasise emphasize explain foresee
hail hint insist lament lash lecture mock outline praise predict pledge press promise propose
push question rail rebuke rebuff recommend reiterate respond restate reveal rip salute signal
slam speak stress suggest swipe tout tweet urge vow warn weigh
"""
_ACTS = """
abandon accept accuse ache act add address advance advertise agree aid aim allow alter amend appeal
appear apologise apologize apply approach arm ask assault assemble attend await award back bail
balk bar bash battle boost boycott break brief brush build burn bury bypass cancel care carry cast
catch cave celebrate cement change chart chase check claim clash clear climb close coin collect
combat commit compete complete concern conduct consider continue control convert cool cost count
counter court cover crack craft create cross crush dash debate decide decline decry defect defer
defy deliver demote depart deport derail develop ditch divide dominate double drag draw drop dump
earn ease eject embrace emerge enact encourage endanger engage enlist enter erase escalate escape
establish evade exceed exit expand expect expel explode explore expose extend face fade fail fall
fear fight file fill find finish flee float flock follow force form freeze fuel fume gain gather
get give go grab grant grapple greenlight grill grow hack halt hammer handle haunt head hear help
hike hint hit hold hope ignite ignore impose improve inch include increase indicate inform inject
install intensify intervene investigate invite invoke issue jump keep kick knock land lash launch
lay lead leak lean learn legalise legalize let level liken limit link list loom loosen lose
lower maintain make mark mount move mull near need nix notch notify nudge offer open oppose oust
outline outpace outspend overcome overhaul overtake own pay perform pick pile pin pitch pivot plan
play plead plot plummet plunge point poison poll ponder postpone pour prepare present preserve
press pressure prevail prevent probe produce promote prompt protect prove provide publish pull
pursue put race rail rally raid rank reach react ready reassure rebound recall reclaim recount
recover recruit reduce refuse regain regret relax relent relieve remain remove renew
reopen repeal repel replace report request require rescind rescue rest restart restore restrict
resume retain retire retreat return reverse revert review revise revive revoke ride rise risk rock
roil roll rush salvage sanction save say scale scold score scramble scrap scrutinise scrutinize
secure see seek sell send serve set settle shake shape share shatter shed shelve shift shoot
shore show shrink shut side silence sink skip skirt slash slide slip slow snub soar soften sour spar
spark spend spike spill split spread spurn spur squash stage stall stand start stay steal step
stir stop storm stress strengthen strip struggle study stumble stun submit subpoena succeed suffer
support surface surge surpass surprise surrender survive suspect swear swing switch tackle take
talk tap target taunt team tell test thank threaten throw thwart ticket tie tighten top topple
torch touch track trade trail transfer trash treat tremble trigger triple trim triumph try tumble
turn unite unload unravel unseat unveil unwind up update urge use vanish view void wade wage wait
walk want warm waver weaken widen win withhold work worry wrap write yank yield
"""
_IRREGULAR = """
began broke brought built caught chose came cut did drew drove fell felt fought found flew froze
gave got went grew had heard held hid kept knew led left lent let lost made met paid put quit
read rose
ran said saw sought sold sent set shook shed shot shrank shut slid spoke spent spread stood stole
stuck struck swore swept swung took taught told thought threw understood won wore wrote
"""
STATEMENT, ACT = "STATEMENT", "ACTION"


def _third_person(stem: str) -> str:
    if stem.endswith(("s", "x", "z", "ch", "sh", "o")):
        return stem + "es"
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return stem[:-1] + "ies"
    return stem + "s"


def _past(stem: str) -> tuple[str, ...]:
    if stem.endswith("e"):
        return (stem + "d",)
    if stem.endswith("y") and stem[-2] not in "aeiou":
        return (stem[:-1] + "ied",)
    return (stem + "ed", stem + stem[-1] + "ed")


def _going_on(stem: str) -> tuple[str, ...]:
    if stem.endswith("e") and not stem.endswith("ee"):
        return (stem[:-1] + "ing",)
    return (stem + "ing", stem + stem[-1] + "ing")


def _forms(stems: str, kind: str) -> dict[str, str]:
    return {form: kind for s in stems.split() for form in (_third_person(s), *_past(s))}


TOLD_BY = {
    **_forms(_ACTS, ACT),
    **dict.fromkeys(_IRREGULAR.split(), ACT),
    **_forms(_STATES, STATEMENT),
    "says": STATEMENT,
    "said": STATEMENT,
    "has": ACT,
}
"""Finite forms that tell of a happening, each with its kind."""
STEMS = words_of(_ACTS) | words_of(_STATES) | words_of("be meet visit sign vote")
"""Forms that tell of one to come after "to": "Trump to visit Poland"."""
GOING_ON = frozenset(form for stem in STEMS for form in _going_on(stem))
"""Forms that tell of one that is going on: "Trump ending asylum protections"."""
