"""The invented roster."""

from collections import Counter

from survey_service.demo.organisation import SEED
from survey_service.demo.people import invented_people


def test_a_chief_five_leaders_24_managers_and_160_reps() -> None:
    people = invented_people(SEED)

    assert Counter(person.role for person in people) == {"executive": 6, "manager": 24, "rep": 160}
    assert len({person.email for person in people}) == len({person.name for person in people}) == 190


def test_everybody_but_the_chief_reports_to_somebody_before_them() -> None:
    people = invented_people(SEED)

    chief, *others = people
    known = {chief.email}
    for person in others:
        assert person.manager in known
        known.add(person.email)
    assert chief.manager == ""


def test_the_same_seed_invents_the_same_people() -> None:
    assert invented_people(1) == invented_people(1)
    assert invented_people(1) != invented_people(2)
