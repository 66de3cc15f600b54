"""A game's certificate: for every day the positions from which the duties can be kept, in a file to be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from model.analysis.adversity import ENDINGS, Adversity, counted
from model.analysis.arena import agency_mask
from model.analysis.certificate import (
    LIMIT,
    NOT_KEPT,
    SAMPLES,
    SUFFIX,
    Album,
    Certificate,
    Longs,
    absent,
    checked,
    encoded,
    fields,
    identity,
)
from model.analysis.checker import Report
from model.analysis.following import Followed
from model.analysis.game import Game, winning
from model.analysis.game_checker import GameChecker
from model.analysis.keep import Kept
from model.compiled.compiled import Compiled
from model.errors import Fault, InvalidInput


@dataclass(frozen=True)
class GameProof:
    """What is to be certified: that the duties of the agency in `compiled` can be kept, whatever adversity does.

    In every case that begins from `first` to `last`, both inclusive, as long as it is `followed` (by default as in a
    game). `name` is that of the file, without its ending.
    """

    name: str
    statement: str
    compiled: Compiled
    adversity: Adversity
    first: date
    last: date
    followed: Followed | None = None


def game_proofs(parts: Iterable[Kept], adversity: Adversity, name: str = "game") -> Iterator[GameProof]:
    """The proofs of all parts that were kept, each with the most failures that it survives; `name` begins a file's."""
    for kept in parts:
        if kept.part is not None and kept.survives is not None:
            yield GameProof(
                f"{name}-{kept.duties[0]}",
                sentence(kept.duties, kept.survives),
                kept.part,
                replace(adversity, failures=kept.survives),
                kept.first,
                kept.last,
                kept.followed,
            )


def sentence(duties: tuple[str, ...], failures: int) -> str:
    """What is proved of some duties."""
    fail = f", though {counted(failures, 'attempt')} may fail" if failures else ""
    return f"Whatever chair and circumstance do{fail}, there is a way to keep {', '.join(duties)}."


def certify_game(proof: GameProof, path: Path, *, limit: int = LIMIT, samples: int = SAMPLES) -> Certificate:
    """Plays, and writes the positions of every morning from which the agency wins, up to the last day that is played.

    As soon as the different sets need more than `limit` bytes, only `samples` (at least 1) of the days left are kept.
    InvalidInput where the agency does not win, uses an excuse, or a day is outside the calendar.
    """
    if proof.adversity.away is not None:
        raise InvalidInput(Fault("excused", "a game in which a duty can be excused has no certificate"))
    game = winning(proof.compiled, proof.adversity, proof.first, proof.last, followed=proof.followed)
    if not game.kept:
        raise InvalidInput(Fault("refuted", "this is not true, so it has no certificate", proof.statement))
    album, numbers = Album(len(game.won) - 1, limit, samples), positions(game)
    known: dict[bytes, int] = {}
    for place, won in enumerate(game.won):
        earlier = known.setdefault(won.tobytes(), place)
        album.kept[place] = album.kept[earlier]
        if album.kept[place] == NOT_KEPT:
            album.add(place, numbers[game.board.unpacked(won)])
    header = {**own(proof.compiled, proof.adversity), **told(proof, game), "sets": len(album.sets), **album.covers}
    path.write_bytes(encoded(header, album.kept, album.sets))
    states = sum(len(one) for one in album.sets)
    return Certificate(
        path, proof.statement, album.days, **album.covers, sets=len(album.sets), states=states, size=path.stat().st_size
    )


def check_game(path: Path, compiled: Compiled, adversity: Adversity) -> Report:
    """Whether the certificate in a file proves that the agency can keep its duties in `compiled` under adversity."""
    return checked(path, compiled, own(compiled, adversity), GameChecker)


def certified(proofs: Iterable[GameProof], folder: Path) -> Iterator[tuple[Path, GameProof, Report]]:
    """Writes the certificate of each proof into a folder that is there, and checks it."""
    for proof in proofs:
        path = folder / f"{proof.name}{SUFFIX}"
        certify_game(proof, path)
        yield path, proof, check_game(path, proof.compiled, proof.adversity)


def own(compiled: Compiled, adversity: Adversity) -> dict[str, Any]:
    """What the certificate of a game is about, as JSON."""
    failing = {
        kind: None if one is None else {"kind": one.kind, "attributes": dict(one.attributes)}
        for kind, one in adversity.failing.items()
    }
    faced = {
        "failures": adversity.failures,
        "notice": adversity.notice,
        "failing": failing,
        "gatherings": sorted(adversity.gatherings),
        "endings": sorted(ENDINGS),
    }
    return {**identity(compiled), "adversity": faced, "watched": agency_mask(compiled)}


def told(proof: GameProof, game: Game) -> dict[str, Any]:
    """What the certificate of a game says, as JSON; `last` is the last day that is played."""
    adversity, arena = proof.adversity, game.board.arena
    waits = [adversity.notice + 1 for _ in arena.kinds]
    return {
        "statement": proof.statement,
        "first": game.first.isoformat(),
        "last": game.until.isoformat(),
        "last_start": game.last.isoformat(),
        "assumptions": list(adversity.told()),
        "sizes": [*fields(proof.compiled), adversity.failures + 1, *waits],
        "overflow": False,
    }


def positions(game: Game) -> Longs:
    """The numbers of all positions: a row for each state of a morning, a column for each luck."""
    arena, compiled = game.board.arena, game.board.arena.compiled
    sizes = fields(compiled)
    radix = np.cumprod([1, *sizes, arena.adversity.failures + 1, *(arena.adversity.notice + 1 for _ in arena.kinds)])
    rows = []
    for state in arena.layers[0]:
        counters = [
            (*state.counters[clock.slot : clock.slot + clock.width], *absent(clock)) for clock in compiled.clocks
        ]
        rows.append([*(one for block in counters for one in block), state.control])
    lucks = [[arena.adversity.failures - luck.failures, *luck.waits] for luck in arena.lucks.every]
    states = np.array(rows, np.int64) @ radix[: len(sizes)]
    return np.asarray(states[:, None] + np.array(lucks, np.int64) @ radix[len(sizes) : -1])
