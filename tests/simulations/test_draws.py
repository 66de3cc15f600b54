from simulations.draws import Purpose, Stream, bits, key_of, mixed, span, uniform


def test_the_hash_is_splitmix64() -> None:
    # The first outputs of the published generator from state 0: its state steps by the golden number.
    golden = 0x9E3779B97F4A7C15
    states = [(golden * step) & (2**64 - 1) for step in (1, 2, 3)]
    assert [mixed(state) for state in states] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def test_no_two_replications_share_a_key() -> None:
    assert len({key_of(seed, replication) for seed in range(20) for replication in range(500)}) == 20 * 500


def test_every_part_of_a_name_makes_another_draw() -> None:
    key = key_of(1, 0)
    base = bits(key, Stream.FAMILY, 7, Purpose.SIZE, 3)
    others = [
        bits(key_of(1, 1), Stream.FAMILY, 7, Purpose.SIZE, 3),
        bits(key, Stream.CHILD, 7, Purpose.SIZE, 3),
        bits(key, Stream.FAMILY, 8, Purpose.SIZE, 3),
        bits(key, Stream.FAMILY, 7, Purpose.RISK, 3),
        bits(key, Stream.FAMILY, 7, Purpose.SIZE, 4),
    ]
    assert len({base, *others}) == 6


def test_draws_are_spread_evenly() -> None:
    key = key_of(3, 0)
    counts = [0] * 10
    for number in range(20_000):
        counts[int(10 * uniform(key, Stream.POST, number % 7, Purpose.ILL, number))] += 1
    # Chi-square with 9 degrees of freedom: 27.9 is passed once in a thousand times.
    assert sum((count - 2000) ** 2 / 2000 for count in counts) < 27.9


def test_a_span_holds_both_its_ends() -> None:
    key = key_of(3, 0)
    found = {span(2, 5, key, Stream.DAY, day, Purpose.ARRIVALS, 0) for day in range(200)}
    assert found == {2, 3, 4, 5}
