"""One event, or one night, of a compiled state: the plain twin that says what the fast kernels mean."""

from __future__ import annotations

from typing import NamedTuple

from model.compiled.compiled import Clock, Compiled, Sense


class State(NamedTuple):
    """A control state with the clocks' counters (0: nothing runs; n: due in n - 1 days)."""

    control: int
    counters: tuple[int, ...]


class Outcome(NamedTuple):
    """The state that follows, None where the event cannot happen; the mask of the demands breached by it.

    `full` is true where a clock had no place left for one more occasion: what follows is then not searched.
    """

    state: State | None
    broken: int = 0
    full: bool = False


def begin(compiled: Compiled) -> State:
    """A case in which nothing has happened."""
    return State(0, (0,) * compiled.slots)


def met(compiled: Compiled, state: State, letter: int, day: int) -> Outcome:
    """The event of `letter` on the day of column `day`."""
    control = state.control
    if compiled.after[control, letter] < 0:
        return Outcome(None)
    counters, broken, full = list(state.counters), int(compiled.broken[control, letter]), False
    for number, clock in enumerate(compiled.clocks):
        if answered(compiled, control, letter, number, counters):
            broken |= 1 << clock.demand
        ended(compiled, control, letter, number, counters)
        full |= not started(compiled, control, letter, number, day, counters)
    return Outcome(State(int(compiled.after[control, letter]), tuple(counters)), broken, full)


def answered(compiled: Compiled, control: int, letter: int, number: int, counters: list[int]) -> bool:
    """Takes out the occasions that the event answers; true where that, or the want of it, is a breach."""
    how, clock = compiled.answers[control, letter, number], compiled.clocks[number]
    if not how:
        return False
    open_now = [place for place in range(clock.places) if counts(clock, place, counters, compiled.letters[letter].ago)]
    if clock.sense is Sense.LOOKBACK:
        return not open_now
    remove(clock, open_now, counters)
    return bool(open_now) and clock.sense is Sense.PROHIBITION


def counts(clock: Clock, place: int, counters: list[int], ago: int | None) -> bool:
    """Whether an occasion runs, and its window has opened or, of a tied clock, its trigger was so many days ago."""
    wanted = ago if clock.tied else 0
    second = counters[clock.slot + clock.places + place] if clock.width > clock.places else 0
    return counters[clock.slot + place] > 0 and second == wanted


def remove(clock: Clock, gone: list[int], counters: list[int]) -> None:
    """Takes occasions out; the others close ranks, the oldest first."""
    kept = [place for place in range(clock.places) if counters[clock.slot + place] and place not in gone]
    for half in range(0, clock.width, clock.places):
        at = clock.slot + half
        left = [counters[at + place] for place in kept]
        counters[at : at + clock.places] = left + [0] * (clock.places - len(left))


def ended(compiled: Compiled, control: int, letter: int, number: int, counters: list[int]) -> None:
    """An end takes out what is due on a later day; an excuse, or the end of a look-back, everything."""
    clock = compiled.clocks[number]
    excused = bool(compiled.excuses[control, letter, number])
    if not excused and not compiled.ends[control, letter, number]:
        return
    everything = excused or clock.sense is Sense.LOOKBACK
    due_later = [place for place in range(clock.places) if everything or counters[clock.slot + place] > 1]
    remove(clock, due_later, counters)


def started(compiled: Compiled, control: int, letter: int, number: int, day: int, counters: list[int]) -> bool:
    """Begins an occasion, where the event starts one; False where there is no place for it."""
    table, clock = compiled.starts[control, letter, number], compiled.clocks[number]
    if table < 0 or compiled.due[table, day] < 0:
        return True
    remaining, opening = int(compiled.due[table, day]) + 1, int(compiled.opening[table, day])
    if clock.width == 1:
        old = counters[clock.slot]
        # One response answers all, so the first deadline stands for every one; a prohibition lasts as long as the last.
        counters[clock.slot] = (
            min(old or remaining, remaining) if clock.sense is Sense.DEADLINE else max(old, remaining)
        )
        return True
    free = [place for place in range(clock.places) if not counters[clock.slot + place]]
    if not free:
        return False
    counters[clock.slot + free[0]] = remaining
    if clock.opens:
        counters[clock.slot + clock.places + free[0]] = opening
    return True


def nightfall(compiled: Compiled, state: State) -> Outcome:
    """The end of a day: what was due and is not answered is breached, the rest has a day less."""
    counters, broken = list(state.counters), 0
    for clock in compiled.clocks:
        over = [place for place in range(clock.places) if counters[clock.slot + place] == 1]
        if over and clock.sense is Sense.DEADLINE:
            broken |= 1 << clock.demand
        remove(clock, over, counters)
        for place in range(clock.places):
            older(clock, place, counters)
    return Outcome(State(int(compiled.night[state.control]), tuple(counters)), broken)


def older(clock: Clock, place: int, counters: list[int]) -> None:
    """A day less for an occasion; of a tied clock, its trigger is a day longer ago."""
    running = counters[clock.slot + place] > 0
    counters[clock.slot + place] -= running
    if running and clock.width > clock.places:
        second = clock.slot + clock.places + place
        counters[second] = counters[second] + 1 if clock.tied else max(0, counters[second] - 1)
