"""Which words carried a tag of the codebook."""

import numpy as np
import pytest

from analysis.text.codebook import Hit, explain
from analysis.text.codebook_explain import LEARNED_WORDS, _weight_of_tokens
from analysis.text.codebook_hits import seed_hits
from analysis.text.codebook_model import shipped_model


def told(text: str) -> list[tuple[str, str]]:
    """The codes and words of the seeds behind the tags of a comment."""
    assert all(hit.is_seed for hit in explain(text))
    return [(hit.construct, hit.words) for hit in explain(text)]


def test_of_seeds_that_overlap_the_one_that_reaches_furthest_is_told() -> None:
    assert told("one on one coaching from my manager") == [("K1", "one on one coaching"), ("K2", "coaching from")]
    assert told("upper management is out of touch and micro manages") == [
        ("K3", "micro manages"),
        ("K7", "upper management is out of touch"),
    ]


def test_every_place_of_a_strong_seed_is_told_in_order_and_no_weak_one() -> None:
    assert told("Too many meetings. Which meetings? Too many meetings") == [("K8", "too many meetings")] * 2
    assert told("unrealistic quotas, then unrealistic goals") == [
        ("K12", "unrealistic quotas"),
        ("K12", "unrealistic goals"),
    ]


def test_where_no_seed_stands_the_words_with_most_learned_weight_are_told() -> None:
    assert explain("notes, notes, notes") == (Hit("K8", "notes", is_seed=False),)
    learned = explain("one coaching in six months")
    assert learned[0] == Hit("K1", "coaching", is_seed=False)
    assert len(learned) == LEARNED_WORDS
    assert len({hit.words for hit in learned}) == LEARNED_WORDS


@pytest.mark.parametrize(
    "text", ["a headset for each of us", "after lunch the lights went off, and nobody came", "six"]
)
def test_what_the_words_add_is_what_the_score_is_made_of(text: str) -> None:
    model = shipped_model()
    comments = model.read([text])
    assert seed_hits(comments) == [()]
    scores = model.scores([text])[0]
    logits = np.log(scores / (1 - scores)) - model.intercepts
    for construct, logit in enumerate(logits.tolist()):
        assert _weight_of_tokens(model, comments, construct).sum() == pytest.approx(logit, abs=1e-9)
