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
hail hint insist lambast lambaste lament lash lecture mock outline praise predict pledge press
promise propose push question rail rebuke rebuff recommend reiterate respond restate reveal rip
salute signal slam speak stress suggest swipe tout tweet urge vow warn weigh
"""
_ACTS = """
abandon abolish absorb accelerate accept accompany accumulate accuse achieve acquit act activate
adapt add address adjust adopt advance advise afford aggravate agree aid aim alarm align allay
allow alter amass amend amplify anger anoint antagonise antagonize anticipate apologise apologize
appall appeal appear apply approach arm arouse arrest arrive ascend ask assail assault assemble
assess assign assist assume attach attend attract audit authorise authorize avenge avert avoid
await award back backfire backpedal backtrack bail balk ban bar bargain bash bask battle beat
become befriend beg begin benefit berate beset bet betray bid bind blacklist bleed boast boil
bolster bolt boost bounce bow boycott brace brag brand brave breach break brief bring broaden
broker browbeat brush bubble build bully burn burst bury bypass calm cancel canvass capitulate
capture care careen carry cast catch cave cease celebrate cement censor censure center certify
change channel chase chastise check cheer chide choke choose chop circle circulate claim clamor
clamp clarify clash clean clear climb clinch cling close coalesce coax collapse collect collide
comb combat come commemorate commit commute compete complete complicate concern conclude concoct
condone conduct confess confirm confiscate confound confront congratulate consider consolidate
conspire consult consume contact contain continue contradict contribute control convene convert
convey convict convince cool cooperate cope correct corrupt cost count counter cover cozy crack
cram create cringe cripple cross crown cruise crumble crush culminate cultivate curb cushion damage
dangle dare dash dazzle deadlock deal debate debunk debut decide decline decry deepen defeat defect
defend defer define defund defuse defy degrade delight deliver demote deny depart deplore deploy
deport depose derail desert deserve designate destroy detail detain detect deteriorate devastate
develop devise devote diagnose dial differ dig digest dim diminish direct disagree disappear
disappoint disavow discard disclose discover discuss disinvite dismantle dispatch displace display
disqualify disrupt dissolve distance distribute disturb ditch dive divert divest divide divulge
dock dodge dominate donate double doubt downgrade draft drag draw dread dress drift drill drop
drown dump dwindle earn ease echo edit eject elaborate elevate eliminate elude emanate embark
embarrass embrace emerge emphasize empower enable enact encounter encourage end endanger endure
energise energize enforce engage engulf enjoy enlist enrage ensnare ensure entangle enter entice
erase erode erupt escalate escape eschew establish estimate evacuate evade evict evolve examine
exceed exchange excite exclude execute exempt exhaust exhort exhume exit exonerate expand expect
expedite expel experience expire explode exploit explore export expose extend extinguish extort
extradite eye face fade fail faint fall falter fan fare fault favor favour fear feature feed feel
fend field fight file fill finalise finalize find finish fix flag flaunt flee flex flip flirt float
flock flood flout fly foil follow fool force forfeit forge forgive forgo form foster founder free
freeze frown frustrate fuel fulfil fulfill fumble fume fund gain gallop galvanise galvanize gamble
garner gather gear generate get give glorify go grab grade grant grapple greenlight grieve grill
grip groan groom grow guarantee guard guide gut hack hail halt halve hammer handle handpick hang
harass harden harm harness hasten haunt head heal heap hear heat help hesitate hide highlight hike
hinder hint hire hit hoard hold honor honour hope hospitalise hospitalize hover howl huddle
humiliate hunt hurl hurry hurt identify idle ignite ignore illustrate imagine imitate impeach
impede implement implicate implode implore imply import impose impress imprison improve inch incite
include increase incur indicate indict induce inflame inflate influence inform infuriate inherit
initiate inject injure inquire inspect inspire install instruct insult intend intensify intercept
interrogate interrupt intervene interview intimidate introduce inundate invade invalidate invent
invest investigate invite invoke involve irk isolate issue jab jeer jeopardise jeopardize jettison
jockey join joke jolt judge juggle jump junk justify keep kick kneel knock know label lag land
languish lash laud laugh launch launder lay lead leak lean learn legalise legalize lessen let level
levy liberate lick lie lift light lighten liken limit line linger link load lobby locate lock lodge
long look loom loosen loot lose lower lurch lure maim maintain make manage mandate maneuver mangle
map march mark marry mask mass massacre match mature maul menace mend mention merge migrate
minimise minimize mire miss mistake mix mobilise mobilize moderate modify monitor mount mourn move
mow muddle mull multiply murder muscle mute muzzle nab narrow nationalise nationalize navigate near
need negotiate nix nominate nosedive notch note notify nudge obey object obscure observe obstruct
obtain occupy offend offer offset open operate oppose orchestrate order organise organize oust
outlast outlaw outline outlive outnumber outpace outrage outrun outsource outspend outweigh
overcharge overcome overhaul overhear overlook override overrule oversee overshadow overstay
overtake overwhelm owe pack paint panic paralyse paralyze part participate patrol pause pay peak
peddle peg penalise penalize penetrate perform perish permit persist persuade petition pick pile
pilot pin pioneer pitch pivot plague plan play plead please pledge plot plummet plunge pocket point
poison polarise polarize police poll ponder portray pose position possess postpone pound pour
praise preach precede preclude prefer prepare present preserve preside press pressure prevail
prevent probe proclaim prod produce profit prohibit proliferate prolong promise promote prompt
prosecute prosper protect protest prove provide provoke publicise publicize publish pull pummel
punch punish purge pursue put qualify quarantine quarrel quash quell question quiet quip quiz quote
radicalise radicalize raid rail raise rally ramp rank ransack rattle ravage reach react reap
reappear reassure rebel rebound rebrand rebuild recall recast recede receive reckon reclaim
recognise recognize reconcile reconsider record recount recover recruit recuse redefine redesign
redirect redouble reduce refer reflect refocus reform refuel refund refuse refute regain regret
regulate rehire reign reignite rein reimpose reinforce reinstate reiterate reject relaunch relax
release relent relieve relocate rely remain remake remember remind remove render renege renew
renounce reopen reorganise reorganize repay repeal repeat repel rephrase replace report represent
reprimand request require rescind rescue research resemble resent reshape reshuffle resign resist
resolve resonate resort respect rest restart restore restrict resume retain retaliate rethink
retire retrace retract retreat return reunite reveal revel reverse revert review revise revive
revoke revolt reward rewrite rid ride ridicule rig rile ring rip rise risk rival roam roar rob roil
roll rout ruin rule rumble run rush sack sag sail salute salvage sample sanction sap save say scale
scare scatter scoff scold scoop score scour scramble scrap scrub scrutinise scrutinize seal search
secure see seek seem segregate seize sell send sense sentence separate serve set settle sew shake
shame shape share shatter shed shelter shelve shield shift shoot shore shout show showcase shower
shrink shrug shun shut sicken sideline sidestep sift sign signal silence simmer simplify single
sink sit size sketch skewer skid skip skirt skyrocket slam slap slash slaughter slay sleep slice
slide slim slip slow slump smash smear smuggle snap snarl snatch sneak snipe snub soar socialise
soften solicit solidify solve soothe sound sour sow spar spark spawn specify speculate speed spell
spend spike spill spin spit split spoil sponsor spot spread spring sprint spur spurn spy squabble
squander square squash squeeze stab stabilise stabilize stack stage stain stalk stall stamp stand
standardise start starve stay steady steal steer stem step stick stifle sting stir stockpile stoke
stop storm straddle strain strand stray streamline strengthen stress stretch strike strip struggle
study stumble stun subdue subject submerge submit subpoena subside subsidise subsidize substitute
subvert succeed sue suffer suffocate summon supply support suppress surface surge surpass surprise
surrender surround survive swap sway swear sweat sweep swell swing swirl switch swoop symbolise
symbolize sympathise sympathize tackle take talk tamp tangle tank tap taper target tarnish taunt
tax teach team tear tease teeter televise tell temper tempt tend terminate terrify terrorise
terrorize test testify thank thrash threaten thrill thrive throw thunder thwart tie tighten tilt
tip tire tolerate toll top topple torch torment torpedo torture toss total tote touch tour tow toy
trace track trade trail train trample transfer transform transition translate trap trash travel
traverse treat tremble trend trickle trigger trim trip triple triumph trounce trumpet trust try
tuck tug tumble turn tweak uncover undercut undergo underline undermine underscore undertake undo
unearth unify unite unleash unload unnerve unravel unseat unsettle unsuspend unveil unwind up
update upend upgrade uphold uplift uproot upset upstage urge use usher utilise utilize utter vacate
validate vandalise vandalize vanish vault veer vent verify veto vie view vilify vindicate violate
visit voice volunteer vote wade wage wait walk wander wane want warm warrant wash waste watch wave
waver weaken weather wed weigh welcome whack widen wield wilt win wipe wish withdraw withhold
witness woo work worry worsen wound wrangle wrap wreak wreck wrestle write yank yell yield zap zero
zoom
"""
_IRREGULAR = """
arose ate awoke bade became began begat bet bled blew bore bought bound bred broke brought
built came caught chose clung crept cut dealt did drank drew drove dug fed fell felt fled flew
flung forbade forgave forgot forsook fought found froze gave got grew had heard held hid hung
hurt kept knew lay leapt led left lent let lit lost made meant met outdid overcame overran
overthrew paid put quit ran rang read redid rewrote rid rode rose said sang sank sat saw sent
set shed shook shot shrank shut slept slid slit slung sneaked sold sought spent spoke sprang
spread stank stole stood struck stuck stung swam swelled swept swore swung taught thought threw
told took tore trod undercut understood undid upheld upset went wept withdrew withstood woke
won wore wound wrote
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
    "was": ACT,
    "were": ACT,
}
"""Finite forms that tell of a happening, each with its kind."""
_OF_A_KIND = """
meet host receive greet visit travel open convene attack kill bomb shoot stab injure elect sweep
clinch edge die charge jail sign strike collapse sink protest launch pass approve block fire name
appoint nominate suspend cancel announce unveil release vote end cut buy acquire pardon recall halt
close quit delay join leave introduce postpone declare overturn uphold
"""
STEMS = words_of(_ACTS) | words_of(_STATES) | words_of(_OF_A_KIND) | {"be"}
"""Forms that tell of one to come after "to": "Trump to visit Poland"."""
GOING_ON = frozenset(form for stem in STEMS for form in _going_on(stem))
"""Forms that tell of one that is going on: "Trump ending asylum protections"."""
