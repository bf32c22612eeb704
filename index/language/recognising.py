"""Which language a text is in, told from its script, its letters and its commonest words.

Two sentences are enough where a language has words that only it uses so often; where two
languages are as likely, or too little is known, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache
from heapq import nlargest

_LOOKED_AT = 2_000  # code points
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# The commonest small words of each language, as they are written, in lower case.
_WORDS = """
en the of and to in a is that for it was on with as at by from be are this have has had not but
en they he she his her its an were which will would or been their who said after about more when
en than there we you if can also into one out up over what while before because could during
fr le la les des de du et en un une que qui dans pour sur est par il elle pas plus au aux avec ce
fr cette ces son sa ses ont été sont mais ou où nous vous ils leur après comme aussi fait être
fr selon
de der die das und in den von zu mit ist im nicht ein eine dem des auf für sich auch es an werden
de als nach wie bei einer um aus wurde hat sie er war noch wird sind oder über einem einen haben
de aber
es el la los las de del y en un una que se por con para no es su al lo como más o pero sus le ha
es este entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante fue
es había según
pt o a os as de do da dos das e em um uma que se por com para não no na nos nas ao mais como mas
pt foi à são é também pelo pela ele ela seu sua ou já quando muito está entre depois sem mesmo às
pt até
it il lo la i gli le di del della dei delle che e in un una per con non si è sono da al alla nel
it nella ha come più anche ma dal dalla questo questa suo sua essere stato dopo hanno sul sulla
it tra ai ed
nl de het een en van in is dat op te voor met zijn niet aan er die om ook als bij maar door naar
nl wordt werd heeft uit nog over dan hij ze was zich deze tot worden hebben kunnen meer geen jaar
af die en van het in is nie om te dat vir wat met sy op hy was aan wees hulle deur ook sal maar
af kan nog
sv och i att det som en på är av för med till den har de inte om ett men var jag vi från eller nu
sv kan efter under vid sig så när också där över man ska skulle varit blev mot enligt
da og i at det som en på er af for med til den har de ikke om et men var jeg vi fra eller nu kan
da efter under ved sig så når også der over man skal skulle været blev mod ifølge hvor havde
da blevet
no og i at det som en på er av for med til den har de ikke om et men var jeg vi fra eller nå kan
no etter under ved seg så når også der over man skal skulle vært ble mot ifølge hvor hadde blitt
no fordi
fi ja on ei se että oli joka mutta kun myös hän ovat sekä mukaan olla jos niin kuin tai jo vain
fi nyt ole mitä sitä tämä tämän hänen ollut olivat kanssa jotka sen ennen jälkeen vuonna sanoi
fi voi
et ja on ei see et oli kui ning aga ka mis kes ta ole oma siis selle seda mida pärast enne aasta
et ütles nad või veel juba nii pole olid kuid oleks tema nende
is og er sem til um en var hann hefur ekki með frá að því hún við það þess þegar á af eru voru
is sagði
hu a az és hogy nem is egy meg volt de csak ez mint már el ki még van vagy lesz be azt ha után
hu szerint volna mert amely pedig majd ezt akkor között
pl w i z na do nie jest się że to o od za przez po dla oraz jak ale co są być był było została ma
pl tym tego ich jego jej który która które także już może przed podczas
cs a v se na je že s z o do i to za ve by pro po jsou od ale jako jeho jak byl byla bylo který
cs které také podle při až už nebo ze před není mezi svůj když může jsem roku
sk a v sa na je že s z o do aj to za vo by pre po sú od ale ako jeho bol bola bolo ktorý ktoré
sk tiež podľa pri až už alebo zo pred nie medzi keď môže som roku ktorá
sl in je v na se da za so ki z ne po pa tudi od bi ko ali kot bil bila bilo ter leta iz o pri jih
hr i je u na se da za su od s o koji ne ali kao po iz bi što nakon prema tko također bio bila će
hr samo više prije godine još kako tijekom sve jer
sr i je u na se da za su od s o koji ne ali kao po iz bi šta nakon prema ko takođe bio bila će
sr samo više pre godine još kako tokom sve jer posle и у на не да с по а као он то к али из за од
sr се је су до био била који која после или
ro și de la în a cu pe nu o un este care din pentru că mai au fost s-a sau după ca fi al ale lui
ro prin această acest sunt despre când dar
tr ve bir bu da de için ile olarak olan daha çok en gibi ama sonra ne o kadar göre olduğu değil
tr gün söyledi söylüyor olduğunu açtı etti var yok her ise ya ki oldu diye tarafından önce mi
vi và của là có trong không được cho với các những một người đã này khi đến từ để về tại ở cũng
vi như ngày biết nhưng chưa nói việc lại rằng vụ sẽ năm ra theo bị nhiều còn thì phải trên sau
id yang di dan itu dengan untuk tidak ini dari dalam akan pada juga ke karena tersebut bisa ada
id mereka tetapi para hari selama antara menjadi serta oleh bahwa sudah telah adalah kata saat
id atau lebih seorang mengatakan kepada
ms tetapi para hari selama antara menjadi serta yang di dan itu dengan untuk tidak ini dari dalam
ms akan pada juga ke kerana tersebut boleh ada mereka oleh bahawa sudah telah adalah kata ketika
ms atau lebih seorang berkata kepada daripada ialah beliau
tl ang ng sa na mga at ay ni si para hindi ito kay niya nang mula kung siya rin din ayon
sw ya wa na kwa ni la za katika cha kuwa huo hiyo hii huyu wake alisema ili pia baada yake kama
sw watu
ca el la els les de del i en un una que per amb al dels és no es va més com ha aquest aquesta
ca seva seu però també són perquè sobre fins quan
eu eta da ez dute du bat izan zuen dira ere egin baina hau dela zen ditu gabe batean
cy y yn a i o ar yr ei mae ac wedi am gan ond oedd fod nid eu hefyd bod gyda
ga an na agus a ar i is le go sa tá bhí ag do seo sin ach leis nach raibh
sq e të në për me dhe një i nga që si më ka është janë ishte por nuk do kjo ky
lv un ir ka no par uz ar bet tas kas pie arī vai tika bija gada lai nav kā pēc kuri
lt ir kad yra su bet tai dar apie per buvo kaip po iš į už bei jau tik dėl nuo jis metų
la et in est non ad cum ut quod sed qui quae ex esse sunt ab per ac atque eius si
eo la de kaj en estas al por kun ne ke li el oni sed ankaŭ tiu kiu ĝi estis dum
ru и в не на что с по а как он это к но из у за от для же его так был была было о также до если
ru все при или после сообщил во года
uk і в не на що з по а як він це до але із у за від для та його так був була було о також або й
uk які який після про цей під року щоб є
bg и в на не че с по а като той това към но от за се да е са до бе ще има след беше които който
mk и во на не да со по а како тој тоа кон но од за се е до беше ќе има кои кој
el και το η ο να της του στην με για από που τα την των είναι δεν θα στο οι σε
ar في من على إلى أن إن التي الذي عن مع هذا هذه كان قال بعد ما لا كما بين لكن لم لن قد وهو وهي يوم
ar حيث أو ثم منذ خلال حتى غير كل
fa در از به که این را با است برای آن می بر تا شد خود یک هم و
ur کے کی میں ہے کو سے نے کا اور پر یہ کہ ہیں اس بھی
he של את על לא עם הוא כי זה אל גם היא או היה
hi के है में की से को का और पर यह ने भी कि हैं था एक लिए
mr आहे आणि या च्या ला ने हे होते की ते असे मध्ये
ne छ को मा र ले हो गर्ने भने पनि छन् लागि गरेको
"""

# The letters beyond a to z (а to я without ё, ъ, ы, э) that a language writes its own words with.
_LETTERS = """
fr àâæçèéêëîïôœùûü
de äöüß
es áéíñóúü
pt àáâãçéêíóôõú
it àèéìòù
nl éëïö
sv åäö
da åæø
no åæø
fi äö
et äöõü
is áðéíóúýþæö
hu áéíóöőúüű
pl ąćęłńóśźż
cs áčďéěíňóřšťúůýž
sk áäčďéíĺľňóôŕšťúýž
sl čšž
hr čćđšž
sr čćđšžђјљњћџ
ro ăâîșțşţ
tr çğıöşüâ
vi àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ
ca àçèéíïòóúü
eu ñ
cy âêîôŵŷ
ga áéíóú
sq çë
lv āčēģīķļņšūž
lt ąčęėįšųūž
eo ĉĝĥĵŝŭ
ru ёъыэ
uk іїєґ
bg ъ
mk јљњќѓѕџ
ar ةأإىئؤ
fa پچژگکی
ur ٹڈڑےہگچپ
"""

# A script that only one of the languages told here uses.
_SCRIPTS = (
    ("th", "\u0e00", "\u0e7f"), ("lo", "\u0e80", "\u0eff"), ("my", "\u1000", "\u109f"),
    ("km", "\u1780", "\u17ff"), ("ko", "\uac00", "\ud7a3"), ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"), ("ta", "\u0b80", "\u0bff"), ("te", "\u0c00", "\u0c7f"),
    ("kn", "\u0c80", "\u0cff"), ("ml", "\u0d00", "\u0d7f"), ("gu", "\u0a80", "\u0aff"),
    ("pa", "\u0a00", "\u0a7f"), ("si", "\u0d80", "\u0dff"),
)  # fmt: skip
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")

_MOSTLY = 0.5  # of the letters
_SOME_KANA = 0.1  # of the letters of Japanese that are not Chinese characters
_FEWEST_WORDS, _FEWEST_KNOWN = 8, 3
_LEAST_SHARE = 0.18  # of the words of a text that are the small ones of its language
_LEAST_SCORE = 2.5
_MANY_LETTERS = 5  # that no other language has: fewer small words will do
_SHARED = 0.4  # what a small word or letter counts that any number of languages have
_CLEARLY, _AHEAD = 1.15, 0.7  # times as likely as the next, and by how much


@cache
def _languages_of() -> dict[str, frozenset[str]]:
    """Which languages each small word, and each letter of more than a to z, belongs to."""
    found: dict[str, set[str]] = {}
    for line in _WORDS.strip().splitlines():
        code, *words = line.split()
        for word in words:
            found.setdefault(word, set()).add(code)
    for line in _LETTERS.strip().splitlines():
        code, letters = line.split()
        for letter in letters:
            found.setdefault(f"={letter}", set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def language_of(text: str) -> str:
    """The code (ISO 639-1) of the language that ``text`` is clearly in, else "".

    Looks at the beginning of a text only. Never raises; linear.
    """
    opening = text[:_LOOKED_AT]
    if opening.isascii():
        return _by_words(opening)
    letters = _LETTER.findall(opening)
    if not letters:
        return ""
    return _by_script(opening, len(letters)) if _beyond_latin(letters) else _by_words(opening)


def _beyond_latin(letters: list[str]) -> bool:
    return sum(char >= "\u0530" for char in letters) > _MOSTLY * len(letters)


def _by_script(text: str, letters: int) -> str:
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana + han > _MOSTLY * letters:
        if kana > _SOME_KANA * (kana + han):
            return "ja"
        return "zh" if not kana and han >= _FEWEST_WORDS else ""
    for code, first, last in _SCRIPTS:
        if sum(first <= char <= last for char in text) > _MOSTLY * letters:
            return code
    return _by_words(text)


def _by_words(text: str) -> str:
    written = _WORD.findall(text)
    words = Counter(word.lower().replace("’", "'") for word in written)
    total = words.total()
    if total < _FEWEST_WORDS:
        return ""
    languages = _languages_of()
    scores: defaultdict[str, float] = defaultdict(float)
    known: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for word, count in words.items():
        codes = languages.get(word, frozenset())
        for code in codes:
            # What comes again and again says less each time: "la la la".
            scores[code] += min(count, 4) * _worth(codes)
            hits[code] += count
            known[code] += 1
    if not scores:
        return ""
    own: Counter[str] = Counter()
    # Names keep the letters of their own language; they are written with a capital.
    small = {char for word in written if not word[0].isupper() for char in word.lower()}
    for letter in small:
        codes = languages.get(f"={letter}", frozenset())
        for code in codes:
            scores[code] += _worth(codes)
            own[code] += len(codes) == 1
    (best, score), *others = nlargest(2, scores.items(), key=lambda told: (told[1], told[0]))
    second = others[0][1] if others else 0.0
    sure = score >= max(_LEAST_SCORE, _CLEARLY * second, second + _AHEAD)
    share = _LEAST_SHARE if own[best] < _MANY_LETTERS else _LEAST_SHARE / 3
    enough = known[best] >= _FEWEST_KNOWN and hits[best] >= share * total
    return best if sure and enough else ""


def _worth(codes: Collection[str]) -> float:
    """What something counts for each of the languages that have it."""
    return _SHARED + (1 - _SHARED) / len(codes)
