"""Words that say nothing about what a story is about, by language."""

from __future__ import annotations

_ENGLISH = """
a about according after again against ago all almost along already also although always am among
an and another any anyone anything are around as ask asked at away back be became because become
been before began being believe best better between big both but by call called came can cannot
can't come comes coming could couldn't day days did didn't do does doesn't doing don't done down
during each early either else end enough even ever every everything fact far few find first five
for found four from full get gets getting give given go goes going good got great had half has
have haven't having he he'd he'll help her here here's hers herself he's him himself his how
however i i'd if i'll i'm in including instead into is isn't it its it's itself i've just keep
kind know known large last late later least left less let let's like likely little long look
looking made make makes making man many may maybe me mean members men might minutes more most mr
mrs ms much must my myself near need never new next no non nor not nothing now number of off
often oh on once one only open or other others our ours out over own part people per perhaps
place possible put quite rather re really recent recently right said same saw say saying says
second see seem seen several shall she she'd she'll she's should shouldn't show showed shown
side since six small so some someone something sometimes soon still such take taken takes taking
talk tell than that that's the their them themselves then there there's these they they'd
they'll they're they've thing things think third this those though thought three through time
times to today together told tomorrow tonight too took toward towards try trying turn two under
until up upon us use used using ve very want wanted wants was wasn't way we we'd week weeks well
we'll went were we're weren't we've what what's when where whether which while who whole whom
who's whose why will with within without won't work would wouldn't year years yes yesterday yet
you you'd you'll your you're yours you've monday tuesday wednesday thursday friday saturday
sunday january february march april may june july august september october november december jan
feb mar apr jun jul aug sep sept oct nov dec am pm edt est gmt pst morning afternoon evening
night hour hours minute month months advertisement associated ap afp reuters xinhua click
comment comments com email follow href html http https image news org photo photos print read
share story subscribe updated published video www
"""
_VIETNAMESE = """
và của là có cho được trong với các những một này đã không người khi tại từ đến về cũng ra vào ở
bị theo như sau trên để vì do nhưng đó đang sẽ phải còn nhiều hơn rằng thì mà hay lại năm ngày
tháng giờ ông bà anh chị cùng việc nay qua đây nên chỉ lên nước hai ba bốn mới rất làm nói biết
thấy ngay trước lúc vẫn nhà hôm
"""
STOP = {"en": frozenset(_ENGLISH.split()), "vi": frozenset(_VIETNAMESE.split())}
