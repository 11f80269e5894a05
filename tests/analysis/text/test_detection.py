"""Sentences as sales people might write them in four languages, and in some that we do not read."""

import numpy as np
import pytest

from analysis.text.reading import Reading, SetAside, read_comments, read_others

ENGLISH = [
    "My manager cancels our coaching talk when the forecast is late",
    "I would like to be asked before they change the prices again",
    "We spend half of the day on reports that nobody reads",
    "The new targets are not what we agreed on in the spring",
    "She listens to me and helps with the big customers",
    "There is too much pressure on us at the end of the quarter",
    "Our tools are slow and the training for them was short",
    "They could tell us more about where the company is going",
    "I was promised a raise but it has never come",
    "You can reach her at any time and she is always fair",
]
GERMAN = [
    "Mein Chef sagt unser Gespräch ab, wenn die Prognose zu spät kommt",
    "Ich möchte gefragt werden, bevor sie die Preise wieder ändern",
    "Wir verbringen den halben Tag mit Berichten, die niemand liest",
    "Die neuen Ziele sind nicht das, was wir im Frühjahr vereinbart haben",
    "Sie hört mir zu und hilft bei den großen Kunden",
    "Der Druck auf uns ist am Ende des Quartals zu groß",
    "Unsere Werkzeuge sind langsam und die Schulung dafür war kurz",
    "Man könnte uns mehr darüber sagen, wohin die Firma geht",
    "Mir wurde eine Gehaltserhöhung versprochen, aber sie kam nie",
    "Er ist immer erreichbar und zu allen im Team fair",
]
SPANISH = [
    "Mi jefe cancela nuestra reunión cuando el pronóstico llega tarde",
    "Me gustaría que me preguntaran antes de cambiar los precios otra vez",
    "Pasamos la mitad del día con informes que nadie lee",
    "Los nuevos objetivos no son los que acordamos en la primavera",
    "Ella me escucha y me ayuda con los clientes grandes",
    "Hay demasiada presión sobre nosotros al final del trimestre",
    "Nuestras herramientas son lentas y la formación fue muy corta",
    "Podrían decirnos más sobre hacia dónde va la empresa",
    "Me prometieron un aumento pero nunca ha llegado",
    "Siempre se puede hablar con ella y es justa con todos",
]
FRENCH = [
    "Mon chef annule notre entretien quand les prévisions sont en retard",
    "J'aimerais être consulté avant que l'on change encore les prix",
    "Nous passons la moitié de la journée sur des rapports que personne ne lit",
    "Les nouveaux objectifs ne sont pas ceux que nous avions convenus au printemps",
    "Elle m'écoute et elle m'aide avec les grands clients",
    "Il y a trop de pression sur nous à la fin du trimestre",
    "Nos outils sont lents et la formation était bien courte",
    "On pourrait nous dire davantage où va l'entreprise",
    "On m'a promis une augmentation mais elle n'est jamais venue",
    "Il est toujours disponible et juste avec toute l'équipe",
]
DUTCH = [
    "Mijn baas zegt ons gesprek af wanneer de prognose te laat komt",
    "Ik zou graag gevraagd worden voordat ze de prijzen weer veranderen",
    "Wij besteden de helft van de dag aan rapporten die niemand leest",
    "De nieuwe doelen zijn niet wat wij in het voorjaar hebben afgesproken",
]
RUSSIAN = [
    "Мой начальник отменяет встречу, когда прогноз опаздывает",
    "Мы тратим полдня на отчёты, которые никто не читает",
]


def languages(*texts: list[str]) -> list[list[str]]:
    """The codes of each list, read together."""
    found = read_comments([text for each in texts for text in each]).languages.tolist()
    ends = np.cumsum([len(each) for each in texts]).tolist()
    return [found[end - len(each) : end] for each, end in zip(texts, ends, strict=True)]


def stems_of(reading: Reading, row: int) -> set[str]:
    corpus = reading.corpus.take(np.array([row]))
    return {corpus.words[place] for place in corpus.ids}


@pytest.mark.parametrize(
    ("code", "texts"), [("en", ENGLISH), ("de", GERMAN), ("es", SPANISH), ("fr", FRENCH)], ids=["en", "de", "es", "fr"]
)
def test_comments_in_one_language_are_all_read_in_it(code: str, texts: list[str]) -> None:
    assert languages([*texts, "Teams"]) == [[code] * 11]


def test_four_languages_in_one_file_are_told_apart() -> None:
    assert languages(ENGLISH, GERMAN, SPANISH, FRENCH) == [["en"] * 10, ["de"] * 10, ["es"] * 10, ["fr"] * 10]


def test_a_short_comment_is_in_the_likeliest_of_the_languages_in_use() -> None:
    short = ["weniger Berichte", "fewer reports", "mehr Lob", "more praise", "bessere Schulung für alle", "CRM"]
    found = languages(ENGLISH * 2, GERMAN, short)[2]
    assert found == ["de", "en", "de", "en", "de", "en"]


def test_without_a_german_comment_no_short_one_is_taken_for_german() -> None:
    assert languages(ENGLISH, ["die hard targets", "bin full", "fast talk war"])[1] == ["en"] * 3


def test_few_comments_in_a_language_that_nobody_else_writes_are_set_aside() -> None:
    reading = read_comments([*ENGLISH * 10, *GERMAN[:2]])
    assert reading.reasons[-2:].tolist() == [SetAside.OTHER_LANGUAGE] * 2
    assert not stems_of(reading, 100)
    assert (reading.reasons[:-2] == SetAside.KEPT).all()


@pytest.mark.parametrize(
    "strangers", [DUTCH, RUSSIAN, ["更多辅导和更少的报告", "价格太高了"], ["المزيد من التدريب من فضلكم"]]
)
def test_a_language_we_do_not_read_is_set_aside(strangers: list[str]) -> None:
    reading = read_comments([*ENGLISH, *strangers])
    assert set(reading.reasons[10:].tolist()) == {SetAside.OTHER_LANGUAGE}
    assert set(reading.languages[10:].tolist()) == {""}


@pytest.mark.parametrize("strangers", [DUTCH, RUSSIAN], ids=["Dutch", "Russian"])
def test_a_file_in_a_language_we_do_not_read_is_read_word_by_word(strangers: list[str]) -> None:
    reading = read_comments(strangers)
    assert (reading.reasons == SetAside.KEPT).all()
    assert set(reading.languages.tolist()) == {""}


def test_each_language_has_its_own_stems_and_function_words() -> None:
    reading = read_comments([*ENGLISH, *GERMAN, "The problem is a problem of training", "Das Problem ist die Schulung"])
    assert stems_of(reading, 20) == {"problem", "train"}
    assert stems_of(reading, 21) == {"de:probl", "de:schulung"}


def test_the_order_of_rows_does_not_change_a_language() -> None:
    texts = [*ENGLISH, *GERMAN, *SPANISH, *FRENCH, "CRM", "mehr", "plus", "coach"]
    order = np.random.default_rng(3).permutation(len(texts))
    straight, shuffled = read_comments(texts), read_comments([texts[row] for row in order])
    assert straight.languages[order].tolist() == shuffled.languages.tolist()


def test_known_languages_are_not_asked_for_again() -> None:
    fitted = read_comments([*ENGLISH, *GERMAN])
    assert set(fitted.shares) == {"en", "de"}
    later = read_others(["weniger Berichte", "fewer reports"], fitted.shares)
    assert later.languages.tolist() == ["de", "en"]


def test_where_many_write_in_a_language_we_do_not_read_their_short_comments_are_set_aside_too() -> None:
    reading = read_comments(
        [*ENGLISH * 3, *DUTCH * 2, "meer waardering van de baas graag", "more praise from the boss"]
    )
    assert reading.reasons[-2:].tolist() == [SetAside.OTHER_LANGUAGE, SetAside.KEPT]
    assert reading.languages[-2:].tolist() == ["", "en"]


def test_lists_without_function_words_are_judged_together() -> None:
    german = ["Gehaltserhöhung", "Überstunden abbauen", "Wertschätzung", "Verkaufsgespräche", "Zielvereinbarung"] * 5
    assert languages(german) == [["de"] * 25]
