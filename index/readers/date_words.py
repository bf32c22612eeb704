"""The words that stand around a day in the line above a story, in many languages.

A line that says when a text appeared holds a day and nothing but such words: the weekday,
the time and its zone, "published on". None of them alone makes a line one of dates.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from msgspec import Struct

from index.language.fold import fold

_MONTH_NAMES = """
1 january jan
2 february feb
3 march mar
4 april apr
5 may
6 june jun
7 july jul
8 august aug
9 september sep sept
10 october oct
11 november nov
12 december dec
1 enero janvier janeiro januar januari gennaio ocak stycznia januara gener ianuarie jaanuar
  tammikuuta sijecnja ledna januar января янв января січня яну ιανουαριου janúar enr genn
  jänner ene janv gen sty led ιαν يناير जनवरी มกราคม ม.ค ינואר
2 febrero fevrier fevereiro februar februari febbraio subat lutego februara febrer februarie
  helmikuuta veljace unora февраля фев лютого φεβρουαριου feb fev fevr febr lut subat فبراير
  फरवरी กุมภาพันธ์ ก.พ פברואר
3 marzo mars marco marz maart maret mart marca marc marec martie maaliskuuta ozujka brezna марта
  мар березня μαρτιου mar mrt mac mrz marts marcius březen مارس मार्च มีนาคม มี.ค מרץ
4 abril avril aprile nisan kwietnia aprila aprilie huhtikuuta travnja dubna апреля апр квітня
  απριλιου abr avr apr kwi april aprilis أبريل अप्रैल เมษายน เม.ย אפריל
5 mayo mai maio mei maj maggio mayis maja maig toukokuuta svibnja kvetna мая май травня μαιου
  may mag majus مايو मई พฤษภาคม พ.ค מאי
6 junio juin junho juni giugno haziran czerwca juna juny iunie kesakuuta lipnja cervna июня июн
  червня ιουνιου jun giu cze junius يونيو जून มิถุนายน มิ.ย יוני
7 julio juillet julho juli luglio temmuz lipca jula juliol iulie heinakuuta srpnja cervence июля
  июл липня ιουλιου jul juil lug lip julius يوليو जुलाई กรกฎาคม ก.ค יולי
8 agosto aout augustus agustus agustos augusti sierpnia avgusta agost august elokuuta kolovoza
  srpna августа авг серпня αυγουστου ago ags agt sie augusztus أغسطس अगस्त สิงหาคม ส.ค אוגוסט
9 septiembre setiembre septembre setembro settembre eylul wrzesnia septembra setembre septembrie
  syyskuuta rujna zari сентября сен вересня σεπτεμβριου sep set sept wrz september szeptember
  سبتمبر सितंबर กันยายน ก.ย ספטמבר
10 octubre octobre outubro oktober ottobre ekim pazdziernika oktobra octombrie lokakuuta
  rijna октября окт жовтня οκτωβριου oct out okt ott paz أكتوبر अक्टूबर ตุลาคม ต.ค אוקטובר
11 noviembre novembre novembro kasim listopada novembra noiembrie marraskuuta studenoga listopadu
  ноября ноя листопада νοεμβριου nov lis november نوفمبر नवंबर พฤศจิกายน พ.ย נובמבר
12 diciembre decembre dezembro dezember desember dicembre aralik grudnia decembra desembre decembrie
  joulukuuta prosinca prosince декабря дек грудня δεκεμβριου dic dez des dec gru december
  ديسمبر दिसंबर ธันวาคม ธ.ค דצמבר
"""
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom
segunda terca quarta quinta sexta feira segunda-feira terca-feira quarta-feira quinta-feira
sexta-feira seg ter qua qui sex
lunedi martedi mercoledi giovedi venerdi gio
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
senin selasa rabu kamis jumat jum'at sabtu minggu ahad isnin khamis jumaat
poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob nd
понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
понедiлок вiвторок середа четвер п'ятниця субота недiля п'ятниця понеділок вівторок неділя нд
pazartesi sali carsamba persembe cuma cumartesi pazar
mandag tirsdag onsdag torsdag fredag lordag sondag mandag tisdag
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai ti ke to pe la su
pondeli utery streda ctvrtek patek sobota nedele utorak sreda cetvrtak petak nedelja srijeda
subota nedjelja ponedjeljak ponedeljek torek cetrtek hetfo kedd szerda csutortok pentek szombat
vasarnap luni marti miercuri joi vineri sambata duminica dilluns dimarts dimecres dijous divendres
dissabte diumenge δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη
thu hai ba tu nam sau bay chu nhat
الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد יום ראשון שני שלישי רביעי חמישי שישי שבת
सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่
วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์
星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日
週一 週二 週三 週四 週五 週六 週日 月 火 水 木 金 土 日 月曜日 火曜日 水曜日
木曜日 金曜日 土曜日 日曜日
월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일
"""
_AROUND = """
published updated posted last first date on at time local am pm a.m p.m min mins read
gmt utc est edt et pst pdt pt cst cdt mst mdt cet cest ist bst ict jst kst msk мск wib wita wit sgt
hkt aest aedt eat sast wat uhr h hs hrs hora horas heure heures ore alle a as om klo kl godz r saat
ora orele u it de del den d le la el em am il och o a.d year года год г в o'clock
ngay gio luc cap nhat dang phut sang chieu toi
publie publiee mis jour modifie a publicado actualizado publicada publicacion fecha
atualizado publicada veroffentlicht aktualisiert stand erstellt pubblicato aggiornato
gepubliceerd bijgewerkt op diterbitkan diperbarui opublikowano aktualizacja opublikovano
опубликовано обновлено дата yayinlanma guncelleme tarihi tarih publicerad uppdaterad publisert
oppdatert publiceret opdateret julkaistu paivitetty zveřejneno aktualizovano objavljeno
发布 发布时间 发布于 更新 更新时间 時間 时间 發布 發佈 公開 配信 掲載 午前 午後 上午 下午
입력 수정 등록 게시 오전 오후 승인
نشر तारीख आ
"""


def _words(written: str) -> frozenset[str]:
    return frozenset(fold(word).casefold().strip(".") for word in written.split())


def _months() -> dict[str, int]:
    """The number of each month by its names, whole and short, as they stand beside a day."""
    found: dict[str, int] = {}
    month = 0
    for word in _MONTH_NAMES.split():
        if word.isdigit():
            month = int(word)
        else:
            found.setdefault(fold(word).casefold().strip("."), month)
    return found


MONTHS = _months()
_BESIDE = _words(_WEEKDAYS) | _words(_AROUND)

_NAME = r"[^\W\d_][^\s\d,;:|()·•/–—-]{1,14}?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.?[ªº°]|er|st|nd|rd|th|\.)?\s+(?:(?:de|of|i|ב)\s+|d'|ב)?"
    rf"(?P<month>{_NAME})\.?,?\s+(?:del?\s+)?(?P<year>\d{{4}})(?!\d)"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})\.?\s+(?P<month>{_NAME})\s+(?P<day>\d{{1,2}})(?!\d)\.?"
)
_EAST_ASIAN = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[年년.]\s?(?P<month>\d{1,2})\s?[月월.]\s?(?P<day>\d{1,2})"
    r"\s?(?:[日일]|\.|(?!\d))"
)
_STOPS_APART = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.\s(?P<month>\d{1,2})\.\s(?P<year>\d{4})(?!\d)")
_BUDDHIST_ERA = 543

_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?:[:.]\d\d(?:[:.]\d\d)?|h\s?\d\d|[时時시点點]\s?(?:\d{1,2}\s?[分분]?)?|h\b|uhr\b)"
    r"|\bt\d{1,2}\b"
    r"|\b(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::?\d\d)?|(?<!\w)[+-]\d\d:?\d\d\b",
)
_PARTED = re.compile(r"[\s,;:|()\[\]·•/+@（），、【】]+|(?<!\w)[-.]+|[-.]+(?!\w)")
_SHORTHAND = re.compile(r"\bthu [2-7]\b")
_WEEKDAY_GLUED = re.compile(r"(?:星期|周|週)[一二三四五六日天]")


class NamedDay(Struct, frozen=True):
    """A day that a line names in full, and where."""

    start: int
    end: int
    day: date


def named_day(line: str) -> NamedDay | None:
    """The first day that ``line`` names with month and year, in whatever language."""
    low = fold(line).lower()
    for shape in (_DAY_FIRST, _YEAR_FIRST, _EAST_ASIAN, _STOPS_APART):
        for match in shape.finditer(low):
            written = match["month"]
            month = int(written) if written.isdigit() else MONTHS.get(written.strip("."), 0)
            year = int(match["year"])
            if "\u0e00" <= written[0] <= "\u0e7f":
                year -= _BUDDHIST_ERA
            with suppress(ValueError):
                return NamedDay(*match.span(), date(year, month, int(match["day"])))
    return None


def is_beside_a_day(text: str) -> bool:
    """Whether nothing but times, weekdays and words of dates is in ``text``."""
    low = _CLOCK.sub(" ", _SHORTHAND.sub(" ", _WEEKDAY_GLUED.sub(" ", fold(text).lower())))
    return all(word.strip(".") in _BESIDE for word in _PARTED.split(low) if word)


def names_a_month(text: str) -> bool:
    """Whether one of the words of ``text`` is a month's name in some language."""
    return any(word.strip(".") in MONTHS for word in _PARTED.split(fold(text).lower()))
