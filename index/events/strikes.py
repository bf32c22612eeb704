"""Strikes of those who work: the noun is that of attacks and deals, too.

Everything here is folded and in lower case.
"""

from __future__ import annotations

import re

_AT_WORK = (
    r"(?:general|hunger|rail|train|bus|tube|metro|tram|port|dock|harbour|harbor|airport|airline|air"
    r"|traffic|transport|school|university|hospital|factory|mine|plant|postal|sector|union|solidarity"
    r"|wildcat|national|nationwide|truckers?'?|workers?'?|drivers?'?|teachers?'?|nurses?'?|doctors?'?"
    r"|dockers?'?|pilots?'?|staff|crew|writers?'?|actors?'?|miners?'?|lawyers?'?|cleaners?'?|pay"
    r"|warning|token|indefinite|[\w-]+-(?:hour|day|week)|(?:hour|day|week)-long|hours?|days?)"
)
_NOT_WORK = r"\s(?:down|back|out|an?|the|deals?|accord|agreement|pact|balance|gold|kills?|hits?)\b"
_STRIKE = re.compile(
    rf"\b{_AT_WORK}\s(?:stoppages?|walk-?outs?|strikes?(?!{_NOT_WORK}))\b|\b(?:on|to|in|a|of|by|end|ends|begin|begins"
    rf"|start|starts|call|calls|join|joins)\sstrike\b(?!{_NOT_WORK}|\s(?:on|at|against)\b)"
    r"|\A(?:[\w'-]{1,20}\s){1,4}strike(?:\s(?:over|for|in|at|as|against|again|to)\b|\Z)"
    r"|\bindustrial action\b|\bwork stoppages?\b|\bdowns? tools\b"
)
_WALK_OUT = re.compile(r"\bwalk(?:s|ed|ing)?[\s-]?(?:outs?|off the job)\b")
_OF_WORK = re.compile(
    r"\b(?:unions?|workers?|workforce|staff|dockers?|teachers?|nurses?|doctors?|drivers?|pilots?"
    r"|crews?|employees?|employers?|miners?|wages?|labou?r|pickets?|picketing|working conditions)\b"
    r"|\bpay\s(?:rise|deal|claim|offer|dispute|increase|cut)s?\b|\b(?:over|for)\s(?:\w+\s)?pay\b"
)
_STRUCK = re.compile(r"\b(?:strikes?|striking|walk-?outs?|stoppages?|pickets?|industrial action)\b")
_OF_ARMS = re.compile(
    r"\b(?:air ?strikes?|drones?|missiles?|rockets?|bomb\w{0,5}|warplanes?|troops|militants?"
    r"|militar\w{1,3})\b"
)


def is_strike(low: str, opening: str) -> bool:
    """Whether a headline tells that people stopped work; ``opening`` is how its text begins."""
    if _OF_ARMS.search(low) or not _OF_WORK.search(opening) or not _STRUCK.search(opening):
        return False
    return bool(_STRIKE.search(low) or _WALK_OUT.search(low))
