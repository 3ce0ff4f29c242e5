"""The measures give the published numbers, keep their bounds on any input, and refuse what they cannot measure."""

import doctest
import inspect
import itertools
import math
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kerne_widgets import measures

VAN_DER_EIJK = (30, 40, 210, 130, 530, 50, 10)
FOUR_JUDGES = [
    [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]
TENNESSEE = {
    ("Memphis", "Nashville", "Chattanooga", "Knoxville"): 42,
    ("Nashville", "Chattanooga", "Knoxville", "Memphis"): 26,
    ("Chattanooga", "Knoxville", "Nashville", "Memphis"): 15,
    ("Knoxville", "Chattanooga", "Nashville", "Memphis"): 17,
}
# the season of 2005 in Langville and Meyer, Who's #1?: Duke, Miami, North Carolina, Virginia, Virginia Tech
FIVE_TEAMS = [
    [0, 0, 0, 0, 0],
    [1, 0, 1, 1, 1],
    [1, 0, 0, 1, 0],
    [1, 0, 0, 0, 0],
    [1, 0, 1, 1, 0],
]
# a worked example in wide use, with strengths scaled to a geometric mean of 1
FOUR_ITEMS = [[0, 2, 0, 1], [3, 0, 5, 0], [0, 3, 0, 1], [4, 0, 3, 0]]

# answers on a scale of 5 as they stand in a frame: 1 and 3 were chosen by nobody
ANSWERS = pd.Series([4, 4, 2, 4, 2, 5], index=[3, 8, 9, 12, 20, 21], dtype="Float64")

whole_counts = st.lists(st.integers(0, 60), min_size=3, max_size=9)
weights = st.floats(0, 1e6, allow_subnormal=False)
weighted_counts = st.lists(weights, min_size=3, max_size=9).filter(lambda counts: sum(counts) > 1e-3)
tables_of_ratings = st.tuples(st.integers(2, 7), st.integers(2, 8)).flatmap(
    lambda shape: arrays(int, shape, elements=st.integers(1, 5))
)
tables_of_wins = st.integers(1, 6).flatmap(
    lambda n: arrays(int, (n, n), elements=st.integers(0, 8)).map(lambda wins: wins * ~np.eye(n, dtype=bool))
)


def agreement_by_peeling(counts):
    """The procedure as the paper describes it, layer by layer, to hold the vectorised one against."""
    rest, n_steps, total, found = list(counts), len(counts), sum(counts), 0.0
    while any(rest):
        height = min(cell for cell in rest if cell)
        pattern = [int(cell > 0) for cell in rest]
        triples = list(itertools.combinations(pattern, 3))
        tu = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
        tdu = triples.count((1, 0, 1))
        filled = sum(pattern)
        u = ((n_steps - 2) * tu - (n_steps - 1) * tdu) / ((n_steps - 2) * (tu + tdu)) if tu + tdu else 1.0
        layer = u * (1 - (filled - 1) / (n_steps - 1))
        found += height * filled / total * layer
        rest = [cell - height if cell else 0 for cell in rest]
    return found


@pytest.mark.parametrize("module", ["scales", "rankings", "pairs"])
def test_the_examples_in_the_documentation_are_true(module):
    tried = doctest.testmod(import_module(f"kerne_widgets.measures.{module}"))
    assert tried.attempted
    assert tried.failed == 0


# agreement


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (VAN_DER_EIJK, 0.6113333),
        ((0, 0, 12, 0, 0), 1),
        ((7, 7, 7, 7, 7), 0),
        ((0.1, 0.1, 0.1), 0),
        ((50, 0, 0, 0, 50), -1),
        ((1, 0, 1), -1),
        # neighbours: U = 1, S = 2 of K = 5
        ((0, 5, 5, 0, 0), 0.75),
    ],
)
def test_agreement_is_as_published(counts, expected):
    assert measures.agreement(counts) == pytest.approx(expected, abs=1e-7)


@given(whole_counts.filter(any))
def test_agreement_equals_the_procedure_of_the_paper(counts):
    assert measures.agreement(counts) == pytest.approx(agreement_by_peeling(counts), abs=1e-12)


@given(weighted_counts, st.floats(0.01, 100))
def test_agreement_stays_in_bounds_and_knows_neither_direction_nor_size_of_the_room(counts, factor):
    found = measures.agreement(counts)
    assert -1 <= found <= 1
    assert measures.agreement(counts[::-1]) == pytest.approx(found, abs=1e-9)
    assert measures.agreement([factor * count for count in counts]) == pytest.approx(found, abs=1e-9)


def test_agreement_of_nobody_is_not_a_number():
    assert math.isnan(measures.agreement([0, 0, 0, 0, 0]))


# the interval of agreement


@given(whole_counts.filter(any))
def test_the_interval_holds_the_agreement_and_stays_in_bounds(counts):
    low, high = measures.agreement_interval(counts, n=50)
    assert -1 <= low <= measures.agreement(counts) <= high <= 1


def test_the_interval_is_the_same_every_time_and_another_with_another_seed():
    counts = [3, 2, 5, 1, 7]
    first = measures.agreement_interval(counts, seed=1)
    assert first == measures.agreement_interval(np.array(counts, dtype=float), seed=1)
    assert any(first != measures.agreement_interval(counts, seed=seed) for seed in range(2, 6))


def test_more_participants_give_a_narrower_interval_and_more_certainty_a_wider_one():
    def width(counts, **options):
        low, high = measures.agreement_interval(counts, **options)
        return high - low

    assert width([40, 80, 160, 80, 40]) < width([2, 4, 8, 4, 2]) / 2
    assert width([2, 4, 8, 4, 2], level=0.5) < width([2, 4, 8, 4, 2], level=0.99)


def test_the_interval_covers_a_known_room_about_as_often_as_it_says():
    share = np.array([0.05, 0.15, 0.4, 0.3, 0.1])
    true = measures.agreement(share)
    rooms = np.random.default_rng(20).multinomial(30, share, size=200)
    held = [low <= true <= high for low, high in map(measures.agreement_interval, rooms)]
    assert 0.8 <= np.mean(held) <= 0.97


def test_unanimity_has_no_width_and_nobody_has_no_interval():
    assert measures.agreement_interval([0, 9, 0]) == (1, 1)
    assert all(map(math.isnan, measures.agreement_interval([0, 0, 0])))


# consensus


@pytest.mark.parametrize(
    ("counts", "expected"),
    [(VAN_DER_EIJK, 0.7256876), ((0, 9, 0), 1), ((4, 0, 0, 0, 4), 0), ((3, 3), 0)],
)
def test_consensus_is_as_published(counts, expected):
    assert measures.consensus(counts) == pytest.approx(expected, abs=1e-7)


@given(weighted_counts)
def test_consensus_stays_in_bounds_and_knows_no_direction(counts):
    found = measures.consensus(counts)
    assert 0 <= found <= 1
    assert measures.consensus(counts[::-1]) == pytest.approx(found, abs=1e-9)


def test_consensus_of_nobody_is_not_a_number():
    assert math.isnan(measures.consensus([0, 0]))


def test_consensus_takes_a_vanishing_weight_at_the_far_end():
    assert measures.consensus([1e-20, 0, 1]) == pytest.approx(1)


# Kendall's W


def test_kendall_w_is_as_published():
    assert measures.kendall_w(FOUR_JUDGES) == pytest.approx(0.7939394, abs=1e-7)


def test_kendall_w_corrects_for_ties():
    # by hand: rank sums 4.5, 4.5, 9 -> S = 13.5, T = 6 for each of three raters
    assert measures.kendall_w([[5, 5, 9], [1, 1, 2], [3, 3, 4]]) == pytest.approx(1)
    # midranks (1.5, 1.5, 3), (1, 2, 3): S = 6.5; 12 * 6.5 / (4 * 24 - 2 * 6)
    assert measures.kendall_w([[1, 1, 2], [1, 2, 3]]) == pytest.approx(78 / 84)


def test_opposite_orders_and_raters_who_order_nothing_share_no_order():
    assert measures.kendall_w([[1, 2, 3], [3, 2, 1]]) == 0
    assert measures.kendall_w([[4, 4, 4], [2, 2, 2]]) == 0


@given(tables_of_ratings)
def test_kendall_w_stays_in_bounds_and_asks_only_for_order(ratings):
    found = measures.kendall_w(ratings)
    assert 0 <= found <= 1
    assert measures.kendall_w(np.exp(ratings)) == pytest.approx(found)
    assert measures.kendall_w(ratings[:, ::-1]) == pytest.approx(found)


@given(st.permutations(range(6)), st.integers(2, 6))
def test_raters_of_one_mind_have_a_w_of_1(order, n_raters):
    assert measures.kendall_w([order] * n_raters) == pytest.approx(1)


# Borda


def test_borda_is_as_published():
    expected = {"Nashville": 194, "Chattanooga": 173, "Memphis": 126, "Knoxville": 107}
    assert measures.borda(TENNESSEE) == expected
    assert list(measures.borda(TENNESSEE)) == list(expected)
    assert measures.borda(list(TENNESSEE), weights=TENNESSEE.values()) == expected
    assert measures.borda([ranking for ranking, n in TENNESSEE.items() for _ in range(n)]) == expected


@given(st.lists(st.permutations("abcde"), max_size=8))
def test_borda_gives_out_all_points_and_no_more(rankings):
    points = measures.borda(rankings)
    assert sum(points.values()) == 10 * len(rankings)
    assert list(points.values()) == sorted(points.values(), reverse=True)


def test_no_ranking_gives_no_points():
    assert measures.borda([]) == {}


# Colley


def test_colley_is_as_published():
    assert measures.colley(FIVE_TEAMS).round(2).tolist() == [0.21, 0.79, 0.50, 0.36, 0.64]


@given(tables_of_wins)
def test_colley_always_answers_and_its_mean_is_a_half(wins):
    found = measures.colley(wins)
    assert found.shape == (len(wins),)
    assert found.mean() == pytest.approx(0.5)
    assert measures.colley(wins.T) == pytest.approx(1 - found)


# Bradley-Terry


def test_bradley_terry_is_as_published():
    found = measures.bradley_terry(FOUR_ITEMS, alpha=1e-6)
    assert np.exp(found.strength).round(3).tolist() == [0.640, 1.043, 0.660, 2.270]


def test_the_prior_hardly_moves_what_the_comparisons_say():
    assert measures.bradley_terry(FOUR_ITEMS).strength == pytest.approx(
        measures.bradley_terry(FOUR_ITEMS, alpha=1e-6).strength, abs=0.02
    )


@given(tables_of_wins)
def test_bradley_terry_always_answers_with_an_interval_around_each_strength(wins):
    strength, low, high = measures.bradley_terry(wins)
    assert np.isfinite([low, strength, high]).all()
    assert (low <= strength).all()
    assert (strength <= high).all()
    assert strength.sum() == pytest.approx(0, abs=1e-6)


def test_an_item_that_was_never_compared_has_the_widest_interval():
    found = measures.bradley_terry([[0, 9, 0], [8, 0, 0], [0, 0, 0]])
    assert np.argmax(found.high - found.low) == 2


def test_a_higher_level_gives_a_wider_interval():
    narrow, wide = (measures.bradley_terry(FOUR_ITEMS, level=level) for level in (0.5, 0.95))
    assert (wide.high - wide.low > narrow.high - narrow.low).all()


# consensus over groups


def test_group_consensus_is_as_published():
    assert measures.group_consensus([2, 2], [2, 2]) == 0.5625


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_group_consensus_is_never_certain_and_falls_with_every_group_that_is_against(groups):
    agree = [yes for yes, _ in groups]
    votes = [yes + no for yes, no in groups]
    found = measures.group_consensus(agree, votes)
    assert 0 < found < 1
    assert measures.group_consensus([*agree, 0], [*votes, 5]) < found


def test_answers_of_a_frame_are_counted_as_the_docstring_says():
    counted = ANSWERS.value_counts().reindex(range(1, 6), fill_value=0)
    assert measures.agreement(counted) == measures.agreement([0, 2, 0, 3, 1])
    by_words = pd.Series([0, 2, 0, 3, 1], index=["none", "little", "some", "much", "all"])
    assert measures.agreement(by_words) == measures.agreement(counted)


def test_without_groups_there_is_no_consensus_to_tell():
    assert math.isnan(measures.group_consensus([], []))


# what cannot be measured


@pytest.mark.parametrize(
    ("call", "wrong", "cure"),
    [
        (lambda: measures.agreement([3, 4]), r"counts have the shape \(2,\)", "3 or more steps"),
        (lambda: measures.agreement([[1, 2, 3]]), r"shape \(1, 3\)", "one number for each"),
        (lambda: measures.agreement([1, -2, 3]), "counts hold -2", "0 or more"),
        (lambda: measures.agreement([1, math.nan, 3]), "counts hold nan", "Put 0"),
        (lambda: measures.agreement([1, math.inf, 3]), "counts hold inf", "finite"),
        (lambda: measures.agreement(["one", 2, 3]), "could not convert string", "numbers only"),
        (lambda: measures.agreement(ANSWERS.value_counts()), "labelled 4, 2, 5", r"value_counts().reindex(range(1, 6)"),
        (lambda: measures.consensus(ANSWERS), "labelled 3, 8, 9", r"value_counts().reindex(range(1, 6)"),
        (lambda: measures.agreement_interval([1, 2.5, 3]), "counts hold 2.5", "whole numbers"),
        (lambda: measures.agreement_interval([1, 2]), r"shape \(2,\)", "3 or more steps"),
        (lambda: measures.agreement_interval([1, 2, 3], n=0), "n is 0", "1 draw or more"),
        (lambda: measures.agreement_interval([1, 2, 3], level=1), "level is 1", "below 1"),
        (lambda: measures.consensus([3]), r"shape \(1,\)", "2 or more steps"),
        (lambda: measures.consensus([3, -1]), "counts hold -1", "0 or more"),
        (lambda: measures.kendall_w([1, 2, 3]), r"shape \(3,\)", "one row per rater"),
        (lambda: measures.kendall_w([[1], [1]]), r"shape \(2, 1\)", "2 or more items"),
        (lambda: measures.kendall_w([[1, 2], [1, math.nan]]), "1 missing values", "not complete"),
        (lambda: measures.kendall_w([[1, 2], [1]]), "not a regular table", "Leave out"),
        (lambda: measures.borda(["ab", "aab"]), "ranking 2 names 'a' twice", "best place"),
        (lambda: measures.borda(["ab", "abc"]), "ranking 2 and ranking 1 differ", "Rank the rest last"),
        (lambda: measures.borda(pd.DataFrame({"a": [1], "b": [2]})), "are a table", "agg(list)"),
        (lambda: measures.borda(["ab"], [1, 2]), "2 weights for 1 rankings", "one weight per ranking"),
        (lambda: measures.borda({("a", "b"): 1}, [1]), "weights are given twice", "Leave out weights"),
        (lambda: measures.borda(["ab"], [-1]), "weight of ranking 1 is -1", "0 or more"),
        (lambda: measures.borda(["ab"], [math.nan]), "weight of ranking 1 is nan", "0 or more"),
        (lambda: measures.colley([[0, 1]]), r"shape \(1, 2\)", "square table"),
        (lambda: measures.colley([[0, -1], [0, 0]]), "wins hold -1", "0 or more"),
        (lambda: measures.colley([[0, 1], [0, 2]]), "item 1 is preferred to itself", "Set it to 0"),
        (lambda: measures.bradley_terry([[0, 0.5], [0.5, 0]]), "wins hold 0.5", "colley"),
        (lambda: measures.bradley_terry([[0, 1], [1, 0]], alpha=0), "alpha is 0", "above 0"),
        (lambda: measures.bradley_terry([[0, 1], [1, 0]], level=0), "level is 0", "above 0"),
        (lambda: measures.group_consensus([1], [1, 2]), "1 numbers and votes 2", "one of each"),
        (lambda: measures.group_consensus([1, 3], [1, 2]), "group 2 has 3 agreeing of 2", "from 0 to all"),
        (lambda: measures.group_consensus([math.nan], [2]), "group 1 has nan", "from 0 to all"),
    ],
)
def test_an_error_says_what_is_wrong_and_what_to_do(call, wrong, cure):
    with pytest.raises(ValueError, match=wrong) as raised:
        call()
    assert cure in str(raised.value)


def test_every_measure_names_its_source():
    functions = [one for name in measures.__all__ if inspect.isfunction(one := getattr(measures, name))]
    assert len(functions) > 8
    assert [one.__name__ for one in functions if "\n    Source\n    ------\n" not in one.__doc__] == []
