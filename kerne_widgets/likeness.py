"""How alike wordings are, and what changed between two: people are shown what may be the same task, and decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import Any

LIKE_FROM = 0.35


def closest(texts: Sequence[str], candidates: Sequence[str], at_least: float = LIKE_FROM) -> list[int | None]:
    """For each text the index of the candidate most like it, ``None`` when none is alike enough.

    Likeness is the cosine of TF-IDF vectors over character 3-5-grams within words, which Danish compounds and
    endings survive.
    """
    if not texts or not candidates:
        return [None] * len(texts)
    known = _vectors([*candidates, *texts])
    if known is None:
        return [None] * len(texts)
    likeness = (known[len(candidates) :] @ known[: len(candidates)].T).toarray()
    best = likeness.argmax(axis=1)
    return [int(i) if row[i] >= at_least else None for row, i in zip(likeness, best, strict=True)]


def alike(texts: Sequence[str], at_least: float = LIKE_FROM) -> list[tuple[int, int]]:
    """Every two texts that may say the same, the most alike first, by the likeness of :func:`closest`."""
    known = _vectors(texts) if len(texts) > 1 else None
    if known is None:
        return []
    likeness = (known @ known.T).tocoo()
    found = [
        (-value, int(one), int(other))
        for one, other, value in zip(likeness.row, likeness.col, likeness.data, strict=True)
        if one < other and value >= at_least
    ]
    return [(one, other) for _, one, other in sorted(found)]


def groups(
    texts: Sequence[str], apart: Collection[frozenset[str]] = (), at_least: float = LIKE_FROM
) -> list[list[int]]:
    """Texts that may say the same together, by index: each is with the first of those before it that it is most like.

    Parameters
    ----------
    texts
        The most important first: the first of a group is the one that the others are like.
    apart
        Every two texts that somebody has said are not the same.
    at_least
        How alike they must be, by the likeness of :func:`closest`.

    >>> groups(["Indkøb", "Bilvask", "Indkøb af varer"])
    [[0, 2], [1]]
    """
    known = _vectors(texts) if len(texts) > 1 else None
    if known is None:
        return [[i] for i in range(len(texts))]
    likeness = (known @ known.T).toarray()
    found: list[list[int]] = []
    for i, text in enumerate(texts):
        best, most = None, at_least
        for group in found:
            alike_by = float(likeness[i, group[0]])
            if alike_by >= most and not any(frozenset((text, texts[other])) in apart for other in group):
                best, most = group, alike_by
        if best is None:
            found.append([i])
        else:
            best.append(i)
    return found


def alikeness(texts: Sequence[str]) -> float | None:
    """How alike the wordings of a room are: the mean likeness of every two, 0 nothing in common to 1 all the same.

    Returns
    -------
    float or None
        None with fewer than two texts, or none that can be compared.
    """
    said = [text for text in texts if text.strip()]
    known = _vectors(said) if len(said) > 1 else None
    if known is None:
        return None
    likeness = (known @ known.T).toarray()
    n = len(said)
    return float((likeness.sum() - likeness.trace()) / (n * (n - 1)))


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """Two wordings as one row of words, each ``"same"``, ``"gone"`` or ``"new"``, in reading order.

    >>> changed_words("Vi hjælper borgeren", "Vi styrker borgeren")
    [('Vi', 'same'), ('hjælper', 'gone'), ('styrker', 'new'), ('borgeren', 'same')]
    """
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(word, "same") for word in new[j1:j2]]
        else:
            found += [(word, "gone") for word in old[i1:i2]] + [(word, "new") for word in new[j1:j2]]
    return found


def _vectors(texts: Sequence[str]) -> Any:
    """TF-IDF vectors of texts; None when they hold nothing but signs, which have no n-grams to compare."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        return vectors.fit_transform(texts)
    except ValueError:
        return None
