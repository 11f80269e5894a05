"""Names in other forms, and ordinary words that are names."""

import pytest

from analysis.text.masking import Masker

ROSTER = [
    "Robin Farrant",
    "Dana Whitlow",
    "Will Marsden",
    "Hope Sandling",
    "Mark Ellery",
    "Bill Page",
    "Siobhán O'Rourke",
    "María del Carmen Soler",
    "Kerstin König",
    "Klaus Richter",
    "Claire Petit",
    "Jan van der Velde",
    "李雷",
]
masker = Masker(ROSTER)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("RobinFarrant took over, rfarrant too", "[name] took over, [name] too"),
        ("@robin and @dana.whitlow and dana_w", "@[name] and @[name] and [name]"),
        ("told by Robin F. today", "told by [name]. today"),
        ("R. Farrant and r.farrant and D Whitlow", "[name] and [name] and [name]"),
        ("the Danas of TeamDana and #teamrobin", "the [name] of [name] and #[name]"),
        ("Whitlow/Farrant, [robin farrant]", "[name]/[name], [[name]]"),
        ("Ｒｏｂｉｎ Ｆａｒｒａｎｔ and D\u0430n\u0430 and Da\u200cna", "[name] and [name] and [name]"),
        ("the DanaPlan works", "the [name] works"),
        ("orourke and O Rourke and Maria Soler", "[name] and [name] and [name]"),
        ("van der Velde signs", "[name] signs"),
        ("我问李雷了", "我问[name]了"),
    ],
)
def test_names_are_found_in_other_forms(text: str, masked: str) -> None:
    assert masker.mask(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Robin Farant called", "[name] called"),
        ("Danna Whitlow called", "[name] called"),
        ("Marsdne called", "[name] called"),
        ("Barsden called, marsdnee too", "Barsden called, marsdnee too"),
    ],
)
def test_a_slip_of_the_keys_is_seen_in_long_names_and_beside_names(text: str, masked: str) -> None:
    assert masker.mask(text) == masked


def test_slips_are_not_looked_for_among_many_names() -> None:
    many = Masker([f"Person{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} X" for n in range(2_001)])
    assert many.mask("Personaab is one, Prsonaaa none") == "[name] is one, Prsonaaa none"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("i told hope and asked mark why", "i told [name] and asked [name] why"),
        ("mark said no", "[name] said no"),
        ("Hope told me. Hope is my boss.", "[name] told me. [name] is my boss."),
        ("Mark and Hope agree", "[name] and [name] agree"),
        ("I met Hope once. Mark and Label the boxes.", "I met [name] once. Mark and Label the boxes."),
        ("Mr. Page or bill page", "Mr. [name] or [name]"),
        ("My manager: Hope", "My manager: [name]"),
        ("Frau König sagt, ich soll Klaus Richter fragen", "Frau [name] sagt, ich soll [name] fragen"),
        ("I asked Richter and König about it", "I asked [name] and [name] about it"),
        ("J'ai demandé à Claire, M. Petit et nous", "J'ai demandé à [name], M. [name] et nous"),
        ("Mr. Halvorsen and Frau Tillmann know", "Mr. [name] and Frau [name] know"),
        ("Please ask Jan", "Please ask [name]"),
        ("my manager, mark, is kind", "my manager, [name], is kind"),
        ("the bill Page pays", "the bill [name] pays"),
        ("Ich glaube, dass König hilft, wenn er da ist", "Ich glaube, dass [name] hilft, wenn er da ist"),
    ],
)
def test_an_ordinary_word_is_a_name_where_it_stands_as_one(text: str, masked: str) -> None:
    assert masker.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Hope is not a strategy. Hope this helps. I hope so, and will mark it.",
        "Page two, the Bill of costs, good will",
        "Der Kunde ist König, sagt man. Der Richter hat recht.",
        "Claire et simple. Un petit effort, petit à petit.",
        "Jan. to March was good, and early Jan too",
        "Price List and Page Views",
        "Good. Really. Mark and hope for better",
        "what I asked will never happen",
    ],
)
def test_an_ordinary_word_stays_where_it_is_one(text: str) -> None:
    assert masker.mask(text) == text


def test_a_word_of_another_language_is_a_name() -> None:
    assert (
        masker.mask("Das hat Will mit uns gemacht, und Hope auch") == "Das hat [name] mit uns gemacht, und [name] auch"
    )
    assert masker.mask("Hope und wir sind mit dem Team zufrieden") == "[name] und wir sind mit dem Team zufrieden"


def test_titles_and_particles_of_a_roster_are_no_names() -> None:
    assert Masker(["Dr. Ada van Holt MBA"]).mask("The dr and the van, an MBA, and Holt") == (
        "The dr and the van, an MBA, and [name]"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("May Price", "it may price us out"),
        ("Rich Field", "sales is the rich field here"),
        ("April Summers", "April's numbers were bad. Summer's over."),
        ("Mark June", "June's figures were good"),
    ],
)
def test_a_name_of_ordinary_words_alone_stays_where_they_are_such(name: str, text: str) -> None:
    assert Masker([name]).mask(text) == text
    assert Masker([name]).mask(f"I told {name} why") == "I told [name] why"


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Ann Volkova", "Anns idea and the AnnPlan", "[name] idea and the [name]"),
        ("Ana Brock", "abrock signs", "[name] signs"),
        ("Robin Lee Farrant", "robinfarrant or farrantrobin", "[name] or [name]"),
        ("Bill Andrew Page", "ask bill page", "ask [name]"),
        ("Bill Andrew Page", "We asked Page, Bill", "We asked [name]"),
        ("María del Carmen Soler", "con María del equipo", "con [name] del equipo"),
    ],
)
def test_a_name_is_found_without_its_middle_and_in_one_word(name: str, text: str, masked: str) -> None:
    assert Masker([name]).mask(text) == masked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jan ten Brink", "we make ten calls"),
        ("Ali bin Said", "throw it in the bin"),
        ("Anna della Rocca", "parte della squadra"),
        ("Kim J. Farrant", "plan J works"),
        ("Cher", "il faut chercher une solution"),
        ("Stan Rock", "the srock"),
        ("Paul Layer", "a major league player"),
        ("李 雷明", "李子很好"),
    ],
)
def test_a_particle_an_initial_or_a_short_name_in_another_word_is_no_name(name: str, text: str) -> None:
    assert Masker([name]).mask(text) == text


def test_of_two_names_without_spaces_the_longer_is_masked_whole() -> None:
    assert Masker(["李雷", "李雷明"]).mask("我问李雷明了") == "我问[name]了"
