import pytest

from survey_service.charts.wording import between, share_bounds, share_percent, share_width, short_share


@pytest.mark.parametrize(
    ("share", "bounds", "short", "width"),
    [
        ("56", (56, 56), "56", 56),
        ("20 or less", (0, 20), "≤20", 10),
        ("80 or more", (80, 100), "≥80", 90),
        ("20 to 40", (20, 40), "20–40", 30),
        ("", None, "", 0),
    ],
)
def test_a_share_is_read_as_it_is_written(share: str, bounds: object, short: str, width: float) -> None:
    assert (share_bounds(share), short_share(share), share_width(share)) == (bounds, short, width)


@pytest.mark.parametrize(
    ("share", "said"), [("56", "56 %"), ("20 to 40", "20 to 40 %"), ("80 or more", "80 % or more")]
)
def test_a_share_has_its_unit_where_one_would_say_it(share: str, said: str) -> None:
    assert share_percent(share) == said


def test_an_interval_ends_where_the_scale_does() -> None:
    assert between({"low": -4.2, "high": 103.0}) == "0–100"
    assert between(None) == ""
