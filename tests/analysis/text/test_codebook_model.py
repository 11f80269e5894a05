"""The learned weights: what they find in voices they have not heard."""

import numpy as np
import pytest

from analysis.text.codebook_model import (
    SEED_CHANCE,
    CodebookModel,
    examples,
    feature_matrix,
    known_words,
    settings,
    train,
)
from analysis.text.codebook_seeds import codebook

LEFT_OUT = ("bank", "telecom", "b2b", "media")
SIX = (("K1", "K2"), ("K3",), ("K5",), ("K7",), ("K12",), ("K14",))


@pytest.fixture(scope="module")
def model() -> CodebookModel:
    """A model that has not seen four of the voices."""
    return train([example for example in examples() if example.voice not in LEFT_OUT], settings().inverse_penalty)


def test_voices_left_out_are_coded_at_seventy_percent(model: CodebookModel) -> None:
    unheard = [example for example in examples() if example.voice in LEFT_OUT]

    tagged = model.scores([example.text for example in unheard]) >= settings().thresholds

    codes = codebook().constructs
    found = np.array(
        [[tagged[row, [codes.index(code) for code in one]].any() for one in SIX] for row in range(len(tagged))]
    )
    truth = np.array([[bool(example.codes & set(one)) for one in SIX] for example in unheard])
    assert 2 * (found & truth).sum() / (found.sum() + truth.sum()) >= 0.70


def test_training_twice_gives_the_same_weights(model: CodebookModel) -> None:
    again = train([example for example in examples() if example.voice not in LEFT_OUT], settings().inverse_penalty)

    assert np.array_equal(model.weights, again.weights)
    assert np.array_equal(model.intercepts, again.intercepts)


def test_scores_are_probabilities_and_do_not_depend_on_the_company(model: CodebookModel) -> None:
    texts = [example.text for example in examples()[:40]]

    together = model.scores(texts)

    assert together.shape == (40, 15)
    assert ((together >= 0) & (together <= 1)).all()
    assert np.allclose(together[::-1], model.scores(texts[::-1]))
    assert np.allclose(together[7], model.scores([texts[7]])[0])


def test_every_construct_has_a_threshold() -> None:
    assert settings().thresholds.shape == (15,)
    assert ((settings().thresholds > 0) & (settings().thresholds < 0.75)).all()


def test_a_strong_seed_makes_its_construct_probable_and_a_text_without_words_none(model: CodebookModel) -> None:
    place = codebook().constructs.index("K3")
    many = "micromanagement " + "the weather was nice and the sun was out " * 30

    scores = model.scores([many, "", "the weather was nice"])

    assert scores[0, place] >= SEED_CHANCE
    assert (scores[1] == 0).all()
    assert scores[2, place] < SEED_CHANCE
    assert (np.delete(scores[0], place) < SEED_CHANCE).all()


def test_the_score_is_that_of_the_weights(model: CodebookModel) -> None:
    text = "after lunch the lights went off"
    features = feature_matrix(model.read([text]), model.stems, (model.words, model.neighbours, model.concepts))

    logits = features.toarray()[0] @ model.weights + model.intercepts

    assert model.scores([text])[0] == pytest.approx(1 / (1 + np.exp(-logits)))


def test_a_word_of_two_examples_is_no_slip_of_the_keyboard() -> None:
    known = known_words(["Quarterly talks, talks", "quarterly reports don't help", "they don't"])

    assert {"quarterly", "don't"} <= known
    assert not {"talks", "reports"} & (known - frozenset(codebook().concepts))
    assert not any(word.endswith("*") for word in known)
