"""Where the tables of a scenario are in the memory `m` of a run: everything in `Inputs`, in whole numbers.

The memory begins with numbers of the scenario and with the places where its tables begin. A row (of a task, a way, a
person) is known by the place where it begins: the notice of a task is `m[task + NOTICE]`. `packing.py` fills them.
"""

# Numbers, each under the name that it has in `Inputs`.
(
    FIRST,
    STOP,
    TEAMS,
    LEAVE_WEEKS,
    ILL_LOW,
    ILL_HIGH,
    GAP_LOW,
    GAP_HIGH,
    AGENCY_DELAY,
    NEWCOMER_DAYS,
    NEWCOMER_PERCENT,
    LIMIT,
    RULE,
    COVER_WITHIN,
    ORDER,
    PROTECTED,
    PROTECTED_MINUTES,
    REACH,
    LEAVES_LOW,
    LEAVES_HIGH,
    STEP_LOW,
    STEP_HIGH,
    RETURNS_LOW,
    RETURNS_HIGH,
    CARE_LOW,
    CARE_HIGH,
    LASTS_LOW,
    LASTS_HIGH,
) = range(28)
# Shares, likewise: a draw is less than a share where its 53 bits are less than the number that stands for it.
(
    HIGH_RISK,
    NEEDED,
    PLAN,
    LEAVES,
    RETURNS,
    CARE,
    VACANT,
    AGENCY,
) = range(28, 36)
# How much there is of each; words of a row; where the running occasions of a child begin and end in its
# row; the bits of all tasks.
(
    LAST,
    POSTS,
    PARTNERS,
    BLOCKS,
    OFFERED,
    YEAR_FROM,
    YEAR_TO,
    EXITS,
    EXITS_IN_CARE,
    SIZES,
    ARRIVALS_WIDTH,
    FAMILY_WORDS,
    CHILD_WORDS,
    JOB_WORDS,
    RUNNING,
    RUNNING_END,
    ALL_TASKS,
    PAST_FAMILIES,
    PAST_ACTS,
) = range(36, 55)
# Where the tables begin.
(
    AFTER,
    EFFECTS_FROM,
    EFFECTS,
    OFFERS,
    RANK,
    PLAN_OF,
    COST,
    GOOD,
    TASKS,
    TASKS_END,
    CLOCKS_OF,
    WAYS,
    WHO_ROWS,
    ACT_OF,
    POST_ROWS,
    GROUPS,
    MEMBERS,
    OFFICE,
    UPTO,
    BLOCK,
    PATTERN,
    OFFICE_DAYS,
    BLOCK_DAYS,
    WELL,
    TENURE,
    LEAVE_RUNS,
    FAMILIES_PAST,
    CHILDREN_PAST,
    ACTS_PAST,
) = range(55, 84)
# Where the tables of shares begin.
(
    PARTNER_SHARES,
    EXIT_SHARES,
    EXIT_SHARES_IN_CARE,
    SIZE_SHARES,
    ARRIVALS,
) = range(84, 89)
HEADER = 89
# A task; `BIT` is its own in a set of tasks, `DRAWS` the first number of its draws, `TRIES` and `OPEN` are places in
# the row of an owner, `CHANCE` is the share of attempts that fail, ways and clocks are places too.
(
    FOR_FAMILY,
    MEETING,
    STAGES,
    LEAD_DAYS,
    MARGIN_LOW,
    MARGIN_HIGH,
    NOTICE,
    NOTICE_AGAIN,
    QUORUM,
    TURN,
    TIED,
    FEW,
    ABSENT,
    SET,
    MOVED,
    BIT,
    DRAWS,
    TRIES,
    OPEN,
    CHANCE,
    WAYS_FROM,
    WAYS_TO,
    CLOCKS_FROM,
    CLOCKS_TO,
) = range(24)
TASK_WORDS = 24
# A way; where its people begin and how many they are; where its acts begin; the act with all partners there.
COVER, WHO_FROM, NEEDED_PEOPLE, ACTS, FULL, WAY_NUMBER = range(6)
WAY_WORDS = 6
# A person of a way: where the bounds of the group of the first team stand (-1: the family's worker), and minutes.
GROUP, MINUTES = range(2)
WHO_WORDS = 2
# A post.
ROLE, BASE, SHARE, POST_NAME = range(4)
POST_WORDS = 4
# An effect of an act: the clock as a place in a child's row, and the bit of the task that it asks for.
CLOCK, HOW, ENDS, OFFER, ASKS = range(5)
EFFECT_WORDS = 5
