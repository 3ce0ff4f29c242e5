"""How alike wordings are, so that people can be shown what may be the same task. People decide."""

from __future__ import annotations

from collections.abc import Sequence

LIKE_FROM = 0.35


def closest(texts: Sequence[str], candidates: Sequence[str], at_least: float = LIKE_FROM) -> list[int | None]:
    """For each text the index of the candidate most like it, ``None`` when none is alike enough.

    Likeness is the cosine of TF-IDF vectors over character 3-5-grams within words, which Danish compounds and
    endings survive.
    """
    if not texts or not candidates:
        return [None] * len(texts)
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        known = vectors.fit_transform([*candidates, *texts])
    except ValueError:  # nothing but signs: there are no n-grams to compare
        return [None] * len(texts)
    likeness = (known[len(candidates) :] @ known[: len(candidates)].T).toarray()
    best = likeness.argmax(axis=1)
    return [int(i) if row[i] >= at_least else None for row, i in zip(likeness, best, strict=True)]
