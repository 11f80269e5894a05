"""What is left of comments when function words and repetitions are taken out."""

from analysis.text.content import REPETITIVE
from analysis.text.reading import read_comments

SENTENCE = "Weekly coaching talks help reps before customer meetings. "
OTHER = "Slow price approval hinders every renewal. "


def contents(comments: list[str]) -> list[list[str]]:
    """The content words of each comment, in order."""
    corpus = read_comments(comments).corpus
    return [
        [corpus.words[place] for place in corpus.ids[start:end]]
        for start, end in zip(corpus.offsets[:-1], corpus.offsets[1:], strict=True)
    ]


def test_a_long_comment_says_what_it_repeats_once_wherever_it_stands() -> None:
    long = (SENTENCE * REPETITIVE, OTHER * REPETITIVE)
    comments = [OTHER, long[0], SENTENCE, long[1], "travel budget"]
    found = contents(comments)
    assert found == [contents([comment])[0] for comment in comments]
    assert found[1][: len(found[2])] == found[2]
    assert len(found[1]) == len(found[2]) + 1  # from its end to its beginning is a run of two words too
    assert found[3][: len(found[0])] == found[0]


def test_a_short_comment_may_repeat_itself() -> None:
    once, thrice = contents([SENTENCE, SENTENCE * 3])
    assert thrice == once * 3


def test_the_first_word_of_all_is_content_as_any_other() -> None:
    words = contents(["approval and the price", "price of the approval"])
    assert words == [["approv", "price"], ["price", "approv"]]
