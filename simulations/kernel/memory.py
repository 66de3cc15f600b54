"""Where all that changes is in the memory of a run, one array `m` of whole numbers; the tables stand in it too.

A row (of a family, a child, a job, an occasion, a post) is known by the place where it begins: the due day of a job is
`m[job + DUE]`. 0 is no row, as no row begins there. Rows come from the heap; those that are over are used again.
"""

from simulations.kernel.tables import HEADER as FIRST_WORD
from simulations.rows import Cause

# The key of the replication; where the heap goes on; rows to be used again; lists; how much there is of each; the
# day up to which work may begin.
(
    KEY,
    TOP,
    FREE_JOBS,
    FREE_OCCASIONS,
    FREE_NOTES,
    TONIGHT,
    NEWS,
    FAMILY_COUNT,
    CHILD_COUNT,
    JOB_COUNT,
    OCCASION_COUNT,
    EVENT_COUNT,
    PLANNED_COUNT,
    STARTED,
) = range(FIRST_WORD, FIRST_WORD + 14)
# Up to where the start is kept (0: not yet); the first day that counts, weeks that count; how much room there is.
(
    KEPT,
    BEGIN,
    WEEKS,
    LIMIT,
    FAMILY_ROOM,
    ASKED_ROOM,
    JOB_ROOM,
    OCCASION_ROOM,
    EVENT_ROOM,
) = range(FIRST_WORD + 14, FIRST_WORD + 23)
# Where the parts of the memory begin; from `ZERO` to `HEAP` all is 0 at the start, which is kept at `BEFORE_ALL`.
(
    FOUND,
    FAMILY_LIST,
    PAST_ROWS,
    ASKED,
    ROSTERS,
    ZERO,
    DAYS,
    DIARIES,
    TOUCHED,
    AGAIN,
    WAITING,
    MOVING,
    USE,
    CLOCK_TALLY,
    LATENESS,
    WEEK_DUE,
    WEEK_MET,
    OVERDUE,
    TASK_TALLY,
    CALLED,
    STOCK,
    BLOCK_USE,
    HEAP,
    JOB_LOG,
    OCCASION_LOG,
    EVENT_LOG,
    BEFORE_ALL,
) = range(FIRST_WORD + 23, FIRST_WORD + 50)
# What a backlog is drawn from (`lives.py`): how many children, the bands of ages, the life of every age, the lives, and
# where their acts and their occasions go on and end.
(
    PAST_CHILDREN,
    BANDS,
    LIFE_OF,
    LIVES,
    LIVES_END,
    ACTS_TOP,
    ACTS_LIMIT,
    LIVED_TOP,
    LIVED_LIMIT,
) = range(FIRST_WORD + 50, FIRST_WORD + 59)
HEADER = FIRST_WORD + 59
# A post: its number, `LUCK`, which begins its draws, where its days (see `people.py`) and the booked minutes of its
# weeks begin; minutes left, the day on which it was given a family last, children, its work (first and last job). The
# first post is nobody.
(
    POST_NUMBER,
    LUCK,
    ROLE,
    BASE,
    SHARE,
    ROSTER,
    BOOKED_WEEKS,
    MINUTES_LEFT,
    GIVEN,
    LOAD,
    QUEUE,
) = range(11)
POST_WORDS = QUEUE + 2
NOBODY = HEADER
# What a family and a child have alike: `WORD` begins its draws, `FROM` and `TO` bound its children, a child being
# its own. Then what a family has, or a child. Behind: tries at every task, the first open job of every task, and for
# a child the first running occasion of every clock.
(
    WORD,
    NAME,
    FAMILY,
    FROM,
    TO,
    DEEDS,
    SIZE,
    RISK,
    STAGE,
    WORKER,
    LAST_WORKER,
    ENQUIRIES,
    PLANS,
    REVIEWS,
    CLOSED_ON,
    CARED,
    DIRTY,
    TEAM,
) = range(18)
OWNER_WORDS = 18
NUMBER, CONTROL, IN_CARE, SPELLS, PLANNED = SIZE, RISK, STAGE, WORKER, LAST_WORKER
# A job. `NEXT` is the next open one of the same owner and task; `LIST` is the list that it stands in (0: none), with
# its neighbours there; from `FAILED` on are failed attempts by cause, from `PEOPLE` on those who are booked.
(
    NEXT,
    JOB_NUMBER,
    TASK,
    JOB_FAMILY,
    OWNER,
    ANCHOR,
    JOB_CLOCK,
    RELEASED,
    DUE,
    DONE,
    CANCELLED,
    DOER,
    WAY,
    ATTEMPTS,
    OBSTACLE,
    START,
    LEFT,
    BOOKED,
    MOVED_FROM,
    LIST,
    BEFORE,
    BEHIND,
    RANKING,
    FAILED,
) = range(24)
PEOPLE = FAILED + len(Cause) - 1
# An occasion, whose next is the next of the same child and clock.
(
    OCCASION_NEXT,
    OCCASION_NUMBER,
    CHILD,
    CLOCK,
    OCCASION_ANCHOR,
    OPENS,
    OCCASION_DUE,
) = range(7)
OCCASION_WORDS = 7
# An occasion of a life: the words of any, and the day on which it was settled.
SETTLED = OCCASION_WORDS
LIVED_WORDS = 8
# A life: the day of the conference, the control state that it comes to, reviews, whether on a plan, the first running
# occasion; from where to where its acts and its occasions stand.
(
    HELD,
    LIFE_CONTROL,
    LIFE_REVIEWS,
    LIFE_PLANNED,
    LIFE_RUNNING,
    DEEDS_FROM,
    DEEDS_TO,
    LIVED_FROM,
    LIVED_TO,
) = range(9)
LIFE_WORDS = 9
# An act of a life, and a band of ages, with the share of all up to it.
DEED_DAY, DEED_ACT, DEED_OF = range(3)
DEED_WORDS = 3
YOUNGEST, OLDEST, BAND_SHARE = range(3)
BAND_WORDS = 3
# A note (an act of today, a timer): the next, and all that it says in one number.
NOTE_NEXT, SAYS = range(2)
NOTE_WORDS = 2
# A list has a first and a last job. A day: its meetings, the work that may begin on it, its timers.
HEAD, TAIL = range(2)
DIARY, STARTS, TIMERS = 0, 2, 4
DAY_WORDS = 5
# What the clocks ask of a task.
ASKED_ANCHOR, ASKED_DUE, ASKED_CLOCK, ASKED_OPENS = range(4)
ASKED_WORDS = 4
