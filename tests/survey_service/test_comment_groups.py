import pytest

from survey_service.comment_groups import comment_groups, comparable_groups, period_groups
from survey_service.errors import InvalidFileError


def test_known_roles_come_first_under_one_name() -> None:
    groups = comment_groups(["Exec", "reps", "Manager", "rep ", "", "Guest"])
    assert groups.names == ("rep", "manager", "executive", "Guest")
    assert groups.values == ["executive", "rep", "manager", "rep", "", "Guest"]


def test_the_smallest_of_many_roles_stand_together() -> None:
    groups = comment_groups([f"role {n}" for n in range(20) for _ in range(20 - n)])
    assert groups.names[-1] == "all others"
    assert len(groups.names) == 8


def test_whole_numbers_of_a_data_frame_lose_their_point() -> None:
    assert comment_groups(["1.0", "0.0", "", "1.0"]).names == ("0", "1")


def test_numbers_of_many_values_are_cut_into_thirds() -> None:
    ages = [str(age) for age in range(20, 65)]
    groups = comment_groups([*ages, ""])
    assert groups.names == ("under 35", "35 to under 50", "50 up")
    assert [groups.values.count(name) for name in groups.names] == [15, 15, 15]
    assert groups.values[-1] == ""


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["2019-03-27", "2022-06-01", "", "no idea"], ["2019", "2022", "", ""]),
        (["2024-01-31", "2024-04-01", "2025-12-31"], ["2024 Q1", "2024 Q2", "2025 Q4"]),
        (["2024", "2025"], ["2024", "2025"]),
        (["Q3 2024", "2024-Q4"], ["2024 Q3", "2024 Q4"]),
        (["2024-03-27T10:00:00", "27 March 2024", "March 2024"], ["2024 Q1", "2024 Q1", "2024 Q1"]),
        (["27/03/2024", "01/05/2024"], ["2024 Q1", "2024 Q2"]),
        (["03/27/2024", "05/01/2024"], ["2024 Q1", "2024 Q2"]),
        (["27.03.2024"], ["2024 Q1"]),
    ],
)
def test_dates_are_grouped_by_year_or_quarter(cells: list[str], values: list[str]) -> None:
    assert period_groups(cells, "date").values == values


def test_names_of_waves_stay_in_their_natural_order() -> None:
    groups = period_groups(["wave 10", "wave 2", "", "wave 1"], "wave")
    assert groups.names == ("wave 1", "wave 2", "wave 10")
    assert groups.kind == "as given"


def test_a_column_without_dates_is_refused_with_an_example() -> None:
    with pytest.raises(InvalidFileError, match="“date” holds no dates that can be read, such as “comment 0”"):
        period_groups([f"comment {n}" for n in range(100)], "date")


def test_an_empty_column_has_no_periods() -> None:
    assert period_groups(["", ""], "date").names == ()


def test_a_column_of_many_values_without_groups_cannot_be_compared_by() -> None:
    with pytest.raises(InvalidFileError, match="has 30 different values, and hardly any of them in 10 rows"):
        comparable_groups([f"comment {number}" for number in range(30)], "comment")
    assert comparable_groups(["rep", "manager"], "role").names == ("rep", "manager")
    several = [f"place {number}" for number in range(9)] + ["north"] * 10 + ["south"] * 10
    assert {"north", "south"} < set(comparable_groups(several, "place").names)
