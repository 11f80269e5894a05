"""The seeds file, and that it speaks of the constructs and supports that the question bank asks about."""

import tomllib
from pathlib import Path

import pytest

from analysis.text.codebook_hits import SeedHit, _matches, _without_trapped, seed_hits
from analysis.text.codebook_model import examples, shipped_model
from analysis.text.codebook_seeds import Strength, codebook

BANK = Path(__file__).parents[3] / "survey_service" / "question_bank" / "bank.toml"


@pytest.fixture(scope="module")
def bank() -> dict[str, dict[str, object]]:
    return tomllib.loads(BANK.read_text(encoding="utf-8"))


def test_the_codebook_has_the_constructs_of_the_question_bank(bank: dict[str, dict[str, object]]) -> None:
    asked = {code: name for code, name in bank["constructs"].items() if code != "all"}

    assert dict(codebook().names) == asked
    assert codebook().constructs == tuple(asked)


def test_its_supports_are_the_eight_of_the_support_mix(bank: dict[str, dict[str, object]]) -> None:
    scale = bank["scales"]["P2"]
    assert isinstance(scale, dict)

    keys = {choice["key"] for choice in scale["choices"]}

    assert set(codebook().support_patterns) == keys
    assert set(codebook().supports.values()) <= keys | {""}


def test_every_construct_has_seeds_of_its_own() -> None:
    kinds = {(seed.construct, seed.strength) for seed in codebook().seeds}

    assert kinds >= {(place, strength) for place in range(15) for strength in (Strength.STRONG, Strength.WEAK)}


def test_every_code_of_an_example_is_a_construct() -> None:
    assert {code for example in examples() for code in example.codes} == set(codebook().constructs)


def test_no_example_stands_in_the_file_twice() -> None:
    texts = [example.text for example in examples()]

    assert len(texts) == len(set(texts)) >= 900


def test_trying_fewer_seeds_misses_none() -> None:
    comments = shipped_model().read([example.text for example in examples()[::9]])

    assert [set(hits) for hits in seed_hits(comments)] == [
        _all_tried(comments.words(row)) for row in range(len(comments))
    ]


def _all_tried(words: list[str]) -> set[SeedHit]:
    """What is found when every seed is tried at every word."""
    text, every = " ".join(words), (1 << len(codebook().seeds)) - 1
    starts = [len(" ".join(words[:place])) + bool(place) for place in range(len(words))]
    return set(_without_trapped(tuple(hit for start in starts for hit in _matches(every, text, start))))
