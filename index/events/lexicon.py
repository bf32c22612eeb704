"""The words that make an event: head nouns, verbs, and the words around them.

Everything here is folded and lower case, as :func:`index.language.fold.fold_case`
gives it.
"""

from __future__ import annotations

from msgspec import Struct


def _list(text: str) -> list[str]:
    return text.split()


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(_list(text))


class Kind(Struct, frozen=True):
    """How events of a kind behave.

    ``recurs``: the same name comes back another year, so that the name alone
    does not say which one is meant. ``days``: how far apart two days may lie
    that are told of one event. ``past``: mostly history when it is named in
    passing, so that the sentence's own date is not its date. ``lasting``: it
    goes on for weeks or years, so that a day told beside it is one of its days
    and not its date. ``point``: it is over in a day or two.
    """

    recurs: bool
    days: int
    past: bool = False
    lasting: bool = False
    point: bool = False


KINDS = {
    "CONFERENCE": Kind(recurs=True, days=6),
    "CONGRESS": Kind(recurs=True, days=12),
    "FORUM": Kind(recurs=True, days=6),
    "MEETING": Kind(recurs=True, days=2),
    "VISIT": Kind(recurs=True, days=6),
    "ELECTION": Kind(recurs=True, days=45, point=True),
    "SPORT": Kind(recurs=True, days=40),
    "FESTIVAL": Kind(recurs=True, days=20),
    "ANNIVERSARY": Kind(recurs=True, days=3),
    "CONFLICT": Kind(recurs=False, days=36500, past=True, lasting=True),
    "ATTACK": Kind(recurs=False, days=4, past=True, point=True),
    "DISASTER": Kind(recurs=False, days=12, past=True),
    "EPIDEMIC": Kind(recurs=False, days=36500, past=True, lasting=True),
    "TRIAL": Kind(recurs=False, days=400, lasting=True),
    "SCANDAL": Kind(recurs=False, days=36500, past=True, lasting=True),
    "PROTEST": Kind(recurs=True, days=5),
    "RESULT": Kind(recurs=True, days=2),
    "DEATH": Kind(recurs=False, days=3),
    "ARREST": Kind(recurs=False, days=3),
    "AGREEMENT": Kind(recurs=False, days=4),
    "ACTION": Kind(recurs=True, days=2),
}

KIND_UNTOLD = "NEWS"
"""The kind of a happening whose headlines do not say what sort of thing happened."""

# Head nouns, each with its kind. Plurals are given where a plural names events.
HEADS = {
    "conference": "CONFERENCE",
    "summit": "CONFERENCE",
    "symposium": "CONFERENCE",
    "convention": "CONFERENCE",
    "seminar": "CONFERENCE",
    "congress": "CONGRESS",
    "plenum": "CONGRESS",
    "forum": "FORUM",
    "expo": "FESTIVAL",
    "festival": "FESTIVAL",
    "oscars": "FESTIVAL",
    "grammys": "FESTIVAL",
    "emmys": "FESTIVAL",
    "baftas": "FESTIVAL",
    "awards": "FESTIVAL",
    "carnival": "FESTIVAL",
    "biennale": "FESTIVAL",
    "session": "MEETING",
    "talks": "MEETING",
    "meeting": "MEETING",
    "dialogue": "MEETING",
    "debate": "MEETING",
    "visit": "VISIT",
    "trip": "VISIT",
    "tour": "VISIT",
    "election": "ELECTION",
    "elections": "ELECTION",
    "by-election": "ELECTION",
    "midterms": "ELECTION",
    "referendum": "ELECTION",
    "primary": "ELECTION",
    "primaries": "ELECTION",
    "caucus": "ELECTION",
    "caucuses": "ELECTION",
    "runoff": "ELECTION",
    "olympics": "SPORT",
    "paralympics": "SPORT",
    "games": "SPORT",
    "cup": "SPORT",
    "tournament": "SPORT",
    "playoffs": "SPORT",
    "championship": "SPORT",
    "championships": "SPORT",
    "marathon": "SPORT",
    "bowl": "SPORT",
    "prix": "SPORT",
    "anniversary": "ANNIVERSARY",
    "centenary": "ANNIVERSARY",
    "war": "CONFLICT",
    "invasion": "CONFLICT",
    "revolution": "CONFLICT",
    "uprising": "CONFLICT",
    "coup": "CONFLICT",
    "genocide": "CONFLICT",
    "siege": "CONFLICT",
    "battle": "CONFLICT",
    "attack": "ATTACK",
    "attacks": "ATTACK",
    "bombing": "ATTACK",
    "bombings": "ATTACK",
    "shooting": "ATTACK",
    "shootings": "ATTACK",
    "massacre": "ATTACK",
    "assassination": "ATTACK",
    "riots": "PROTEST",
    "protests": "PROTEST",
    "march": "PROTEST",
    "earthquake": "DISASTER",
    "quake": "DISASTER",
    "hurricane": "DISASTER",
    "typhoon": "DISASTER",
    "cyclone": "DISASTER",
    "tsunami": "DISASTER",
    "floods": "DISASTER",
    "flooding": "DISASTER",
    "storm": "DISASTER",
    "wildfire": "DISASTER",
    "wildfires": "DISASTER",
    "spill": "DISASTER",
    "crash": "DISASTER",
    "explosion": "DISASTER",
    "derailment": "DISASTER",
    "pandemic": "EPIDEMIC",
    "epidemic": "EPIDEMIC",
    "outbreak": "EPIDEMIC",
    "trial": "TRIAL",
    "scandal": "SCANDAL",
    "affair": "SCANDAL",
}
# These are named as events only when they come first: "Hurricane Katrina".
LEADING_HEADS = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
# These need an ordinal or a number to be an event and not a body that meets.
NEED_ORDINAL = frozenset({"congress", "session", "plenum", "anniversary", "centenary"})
# What is known by these alone, and what is said of it in full: "the Academy Awards".
KNOWN_AS = {
    "oscars": ("awards", "academy"),
    "grammys": ("awards", "grammy"),
    "emmys": ("awards", "emmy"),
    "baftas": ("awards", "bafta"),
}
# Written small, these make an event with an edition before them ("the 12th … conference").
EDITIONED = words_of(
    "conference summit symposium convention congress plenum forum festival session meeting "
    "dialogue olympics games cup tournament championship championships marathon anniversary seminar"
)
# Written small after a name, these make an event with it ("the Paris attacks").
SMALL_HEADS = words_of(
    "summit conference convention referendum election elections caucus caucuses primary "
    "primaries runoff war invasion revolution uprising coup genocide attack attacks bombing "
    "bombings shooting shootings massacre assassination riots earthquake quake tsunami floods "
    "wildfire wildfires spill crash explosion derailment marathon festival pandemic "
    "epidemic outbreak trial siege olympics talks protests midterms tournament playoffs scandal "
    "affair"
)
# Written small after a name these are as often verbs: only "peace talks" names an event.
VERB_LIKE = words_of("talks march attacks protests")
# What may stand between a name and a head written small.
SMALL_MODIFIERS = words_of(
    "presidential parliamentary general legislative congressional senate gubernatorial mayoral "
    "midterm federal regional local special snap nuclear climate economic peace trade security "
    "terror terrorist school mass church mosque nightclub concert suicide truck airport subway "
    "train plane oil gas mine murder corruption impeachment civil cold independence democratic "
    "republican leadership world winter summer film music book international national annual "
    "state ministerial leaders and"
)
# What may follow a head and a preposition: "the war in Afghanistan", "the bombing of Guernica".
PLACED_HEADS = words_of(
    "war invasion siege battle genocide revolution uprising coup attack attacks bombing "
    "bombings shooting shootings massacre assassination earthquake quake tsunami summit "
    "referendum outbreak epidemic explosion"
)
# After the head, one of these makes the whole a body, a place or a thing and not an event.
BODY_NOUNS = words_of(
    "committee commission board council department office bureau ministry agency association "
    "organization organisation federation foundation fund institute center centre museum memorial "
    "hall room building stadium arena park street avenue square bridge museum library college "
    "university school church act law bill treaty resolution authority administration secretariat "
    "group company corporation inc ltd llc network party alliance league team club society union "
    "chamber court tribunal assembly parliament service services bank magazine times post news "
    "tv radio channel studies studio studios college powers crimes crime criminal criminals hero "
    "zone day night week eve season campaign call calls coverage results result official officials "
    "site website commissioner chairman chair president director delegate delegates organizers "
    "organisers spokesman spokeswoman veteran veterans room rooms plan plane ship machine chest "
    "hawk hawks effort efforts fatigue games gaming cabinet bonds debt map maps fraud law laws "
    "integrity watchdog interference meddling cycle cycles tourism leader leaders rival rivals "
    "year years opponent opponents challenger challengers hopes chances bid bids bomber bombers "
    "suspect suspects gunman shooter survivor survivors victim victims runner runners winner "
    "winners champion champions"
)
# The same, small and more often said of campaigns, courts and wars: "election tampering".
GOES_ON = words_of(
    "ad ads tampering rigging hacking spending polling fallout system systems outcome "
    "outcomes process processes lawyer lawyers attorney attorneys judge judges correspondent "
    "correspondents refugee refugees dog dogs footing profits stories story bill bills talk "
    "manifesto denial denials denier deniers probe probes inquiry inquiries case cases vendor "
    "vendors machines security subversion conspiracy theory theories scene site sites "
    "response anniversary commemoration memorial widow widows photo photos video videos "
    "footage audio film speech platform rally strategy strategist negotiations negotiators "
    "reporter"
)
# Of these shapes are nouns for people and doings: "election observers", "war correspondent".
GOES_ON_SHAPES = r"[a-z]{3,20}(?:[^ae]tors?|ents?hip|ness|isms?|ologists?|igations?|otiations?)"
# Words that start or end an organisation's name where a head noun is part of it.
INSTITUTIONS = (
    "leadership conference",
    "athletic conference",
    "conference of catholic bishops",
    "conference of bishops",
    "conference of mayors",
    "conference of presidents",
    "bishops' conference",
    "eastern conference",
    "western conference",
    "big east conference",
    "bill of rights",
    "eagle forum",
    "policy forum",
    "labor congress",
    "labour congress",
    "trades union congress",
    "national congress party",
    "african national congress",
    "indian national congress",
    "library of congress",
    "freedom caucus",
    "black caucus",
    "hispanic caucus",
    "progressive caucus",
    "geneva convention",
    "hague convention",
    "weapons convention",
    "framework convention",
    "convention on",
    "convention against",
    "independent women's forum",
    "news conference",
    "press conference",
    "video conference",
    "joint session",
    "republican conference",
    "gop conference",
    "house conference",
    "senate conference",
    "conference of state",
    "conference of governors",
    "conference board",
)
# An ordinal before one of these is a court, a term or an amendment, never an edition.
ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        _list(
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
            "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth"
        )
    )
}
# Captions and web pages put these before names; they are part of none.
NEVER_IN_NAMES = words_of(
    "watch watched video videos photo photos gallery more getty images related read exclusive "
    "breaking just file caption hide click accused alleged suspected called calls updated credit"
)
# "Another civil war", "the next world war": not the one of that name.
OF_THE_KIND = words_of("new another next potential possible future hypothetical")
# Words of which one event has at most one of each line.
OPPOSED = tuple(
    {word: side for side, words in enumerate(line) for word in _list(words)}
    for line in (
        ("democratic democrat democrats", "republican republicans gop"),
        ("winter", "summer"),
        (
            "presidential",
            "congressional midterm midterms senate house legislative",
            "parliamentary",
            "gubernatorial governor",
            "mayoral",
            "municipal council",
        ),
        ("women's womens women", "men's mens men"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
    )
)
# Held in one place after another under one name: without the place it is not told which.
LOCAL_HEADS = words_of("primary caucus runoff by-election")
LOCAL_WORDS = words_of(
    "special senate house gubernatorial governor mayoral municipal council legislative local state "
    "judicial runoff district"
)
# What sort of place it struck, or how: names that differ in these tell of two.
SORTS = words_of(
    "school church mosque synagogue temple nightclub club theater theatre cinema concert airport "
    "subway train plane bus truck hotel mall market supermarket cafe office newsroom festival "
    "restaurant hospital embassy consulate factory base bridge parliament"
)
MANNERS = words_of(
    "mass terror terrorist suicide car knife gun bomb deadly against near islamist islamic "
    "jihadist extremist militant taliban isis qaeda taliban-led isis-inspired isil-inspired racist "
    "day valentine valentine's christmas easter bastille thanksgiving"
)
# Who did it, where what it was done to has to be told too: "Allied bombing".
DOERS = words_of(
    "allied coalition rebel rebels government militant militants islamist jihadist terrorist "
    "insurgent gang police army enemy foreign"
)
# Who names several of these speaks of the United States, even where all turns on what Russia,
# or Ukraine, did there.
AT_HOME = frozenset(
    [
        *("fbi", "republican", "republicans", "democrat", "democrats", "gop", "rnc", "dnc"),
        *("capitol", "pentagon", "white house", "capitol hill", "oval office", "washington dc"),
    ]
)
# Called for a date, so that its month, named alone, is the coming one.
HELD_HEADS = words_of("election midterms primary caucus runoff by-election referendum convention")
# Small words that do not end a name: "Mexico's upcoming presidential election".
PASSED_OVER = words_of("upcoming forthcoming recent latest contested disputed coming own")
# With "war" these make a figure of speech.
FIGURATIVE = words_of(
    "gop republican republicans democratic democrats conservative conservatives "
    "party twitter culture price bidding turf media internal class drug pr rhetorical political "
    "ideological partisan messaging ad ads"
)
# Parts of the world in which there was more than one war.
REGIONAL_WORDS = words_of(
    "war wars mideast middle east eastern western central latin asia asian africa african europe "
    "european balkans arab regional"
)
# The attacks that go by their day alone; on that day of another year others struck elsewhere.
YEAR_OF_DAY = {"9/11": 2001}
MONTHS = words_of(
    "january february march april may june july august september october november december"
)
# Words of a name that say nothing about which event it is.
FILLERS = words_of(
    "the a an of on in at to for and or with between by from s this that its their his her our "
    "annual regular major big great historic historical official upcoming next last latest past "
    "recent previous current first new so-called infamous deadly special group"
)
# "Since the conference", "the resolution of the congress", "after the war": in passing.
PASSING = (
    r"(?:since|after|before|until|prior to|ahead of|following|resolutions? of|"
    r"policy of|tenure of|term of|guidelines of|stated at|set at|adopted at|wake of|aftermath of|"
    r"in the run-up to|veterans? of|survivors? of|victims? of|history of|during)"
)

# Verbs of headlines, each with the kind of happening.
_VERBS_OF = {
    "MEETING": "meet meets met hosts host receives received greets welcomes",
    "VISIT": "visits visit visited arrives arrived travels",
    "CONFERENCE": "opens opened convenes begins",
    "ATTACK": "attacks attacked kills killed bombs bombed shoots shot stabbed wounded wounds "
    "gunned injured",
    "RESULT": "wins won beats defeats defeated loses elected elects re-elected sweeps "
    "clinches edges",
    "DEATH": "dies died",
    "ARREST": "arrested arrests charged charges indicted indicts convicted sentenced jailed "
    "detained detains acquitted guilty",
    "AGREEMENT": "signs signed agree agrees agreed ratifies",
    "DISASTER": "hits struck crashes crashed collapses sinks floods erupts",
    "PROTEST": "protest protests demonstrate demonstrates",
    "ACTION": "launches launched passes passed approves approved rejects rejected blocks blocked "
    "resigns resigned fires fired names named appoints nominates nominated orders ordered "
    "withdraws bans banned suspends suspended cancels announces announced unveils sues sued "
    "releases released ruled votes voted strikes ends raises cuts buys acquires steps "
    "returns pardons recalls seizes confirms confirmed vetoes halts closes quits replaces "
    "testifies tests evacuates delays delayed joins leaves endorses endorsed introduces deploys "
    "fined fines postpones lifts declares declared overturns upholds",
}
VERBS = {word: kind for kind, words in _VERBS_OF.items() for word in _list(words)}
