import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multisumm.text.blocks import split_blocks
from multisumm.text.boilerplate import (
    HEADING_LINE,
    LOG_LINE,
    MENU,
    context_features,
    drop_islands,
    dropped_spans,
    find_noise,
    keep_runs,
    log_odds,
)
from multisumm.text.line_features import count_letters, line_features
from multisumm.text.line_words import number_words

PROPERTY = settings(deadline=None, derandomize=True)

NAVIGATION = ["Home", "News", "Sport", "Weather", "Video", "Sign in", "Search"]
FOOTER = ["Related", "Read more", "Facebook", "Twitter", "About us", "Contact", "© 2019 Example"]
ARTICLES = {
    "en": [
        "The harbour of the old town was closed on Tuesday after a crane fell into the water, "
        "the port authority said. Nobody was hurt.",
        "Divers began to search the harbour in the afternoon, and the authority expects that "
        "the first ships can leave by the end of the week.",
        "The crane was built in 1974 and had been inspected in spring, according to the town. "
        "Why it fell is not known.",
    ],
    "fr": [
        "Le port de la vieille ville a été fermé mardi après la chute d'une grue dans l'eau, "
        "a annoncé la capitainerie. Personne n'a été blessé.",
        "Des plongeurs ont commencé à fouiller le port dans l'après-midi, et les premiers "
        "navires devraient pouvoir partir avant la fin de la semaine.",
        "La grue, construite en 1974, avait été contrôlée au printemps, selon la ville. On "
        "ignore pourquoi elle est tombée.",
    ],
    "ru": [
        "Порт старого города был закрыт во вторник после того, как кран упал в воду, "
        "сообщило управление порта. Никто не пострадал.",
        "Водолазы начали осматривать порт во второй половине дня, и управление ожидает, "
        "что первые суда смогут выйти до конца недели.",
        "Кран был построен в 1974 году и проверен весной, сообщили в городе. Почему он "
        "упал, пока неизвестно.",
    ],
    "hi": [
        "पुराने शहर का बंदरगाह मंगलवार को बंद कर दिया गया, क्योंकि एक क्रेन पानी में गिर गई थी। "
        "बंदरगाह प्रशासन ने कहा कि कोई घायल नहीं हुआ।",
        "गोताखोरों ने दोपहर में बंदरगाह की तलाशी शुरू की, और प्रशासन को उम्मीद है कि पहले "
        "जहाज़ सप्ताह के अंत तक निकल सकेंगे।",
        "शहर के अनुसार क्रेन 1974 में बनी थी और वसंत में उसकी जाँच हुई थी। वह क्यों गिरी, यह अभी पता नहीं है।",
    ],
    "zh": [
        "港务局表示，一台起重机掉入水中之后，老城的港口于星期二关闭。事故中没有人受伤，警方正在调查。",
        "潜水员下午开始在港口搜索，港务局预计第一批船只可以在本周末之前离开，其他船只还要等待。",
        "据市政府介绍，这台起重机建于1974年，今年春天刚刚接受过检查。目前还不知道它倒下的原因。",
    ],
}


def is_article(text, blocks):
    """Which blocks of a text are article."""
    return [not reason for reason in find_noise(text, blocks, language="und")]


def judged(text: str) -> dict[str, bool]:
    blocks = split_blocks(text)
    keep = is_article(text, blocks)
    return {text[start:end]: kept for (start, end), kept in zip(blocks, keep, strict=True)}


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_the_article_of_a_scrape_is_kept_and_its_menu_is_not(language: str) -> None:
    article = ARTICLES[language]
    result = judged("\n".join([*NAVIGATION, *article, *FOOTER]))
    assert [line for line, kept in result.items() if kept] == article


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_an_article_without_noise_is_kept_whole(language: str) -> None:
    assert all(judged("\n\n".join(ARTICLES[language])).values())


def test_one_sentence_a_line_is_kept_whole() -> None:
    sentences = ["It rained", "We went home", "The cat was asleep on the table", "Nobody spoke."]
    assert all(judged(".\n".join(sentences)).values())


def test_long_lines_without_any_closing_mark_are_kept_whole() -> None:
    verse = "the river carries down the leaves of all the trees\nand no one counts the boats that"
    assert all(judged(f"{verse}\n{verse} pass\nwhile we are sleeping by the open door").values())


def test_a_menu_alone_has_no_article() -> None:
    assert not any(judged("\n".join([*NAVIGATION, *FOOTER])).values())


def test_no_blocks_give_no_answers() -> None:
    assert is_article("", []) == []


def test_neighbouring_blocks_dropped_for_one_reason_are_one_span() -> None:
    blocks = [(0, 3), (4, 7), (8, 11), (12, 15), (16, 19)]
    assert dropped_spans(blocks, [MENU, MENU, "", MENU, LOG_LINE]) == [
        ((0, 7), MENU),
        ((12, 15), MENU),
        ((16, 19), LOG_LINE),
    ]
    assert dropped_spans(blocks, [""] * 5) == []
    assert dropped_spans([], []) == []


def test_each_block_left_out_has_its_reason() -> None:
    text = (
        "# Harbour\n\nThe harbour was closed on Tuesday.\n\n2024-05-01 12:00:01 ERROR x: failed\n"
    )
    blocks = split_blocks(text)
    assert find_noise(text, blocks, language="en") == [HEADING_LINE, "", LOG_LINE]


def test_a_single_line_goes_with_the_lines_around_it() -> None:
    letters = np.full(9, 60.0)
    odds = np.array([-2, 0.3, -2, -2, 2, -0.3, 2, 2, -2])
    assert keep_runs(odds, letters, cost=0.5).tolist() == [
        *[False] * 4, True, True, True, True, False,
    ]  # fmt: skip
    assert keep_runs(odds, letters, cost=0.0).tolist() == (odds > 0).tolist()
    assert keep_runs(np.array([1.0]), letters[:1], cost=0.5).tolist() == [True]


@PROPERTY
@given(
    st.lists(st.tuples(st.floats(-8, 8), st.integers(1, 400)), min_size=1, max_size=8),
    st.sampled_from([0.0, 0.5, 2.0]),
)
def test_no_other_choice_of_runs_is_worth_more(lines: list[tuple[float, int]], cost: float) -> None:
    odds = np.array([odd for odd, _ in lines])
    letters = np.array([float(size) for _, size in lines])
    values = np.clip(odds, -5, 5) * np.minimum(np.log1p(letters) / 4, 1.5)

    def worth(keep: Sequence[bool]) -> float:
        return float(values @ np.array(keep)) - cost * sum(a != b for a, b in pairwise(keep))

    best = max(worth(keep) for keep in product((False, True), repeat=len(lines)))
    assert worth(keep_runs(odds, letters, cost=cost).tolist()) == pytest.approx(best)


def test_small_groups_far_from_the_others_are_dropped() -> None:
    keep = np.array([1, 0, 0, 0, 0, 1, 1, 0, 1, 0], bool)
    letters = np.array([20.0, 9, 9, 9, 9, 300, 300, 9, 20, 9])
    left = drop_islands(keep, letters, gap=3, share=0.1)
    assert np.flatnonzero(left).tolist() == [5, 6, 8]
    assert (drop_islands(keep, letters, gap=4, share=0.1) == keep).all()
    assert not drop_islands(np.zeros(3, bool), letters[:3], gap=3, share=0.1).any()


def features_of(lines: list[str]) -> tuple[dict, dict]:
    words, letters = number_words(lines), count_letters(lines)
    features = line_features(lines, words, letters, language="und")
    scores = features["log_length"] - 3
    return features, context_features(features, scores, words, letters)


def test_the_shipped_coefficients_have_the_names_of_the_features() -> None:
    text = files("multisumm").joinpath("data/line_model.json").read_text(encoding="utf-8")
    model = json.loads(text)["model"]
    features, context = features_of(ARTICLES["en"])
    assert list(model["line"]) == ["intercept", *features]
    assert list(model["context"]) == ["intercept", *context]


def test_a_coefficient_belongs_to_the_feature_of_its_name_in_any_order() -> None:
    features = {"digits": np.array([1.0, 0.0]), "closed": np.array([0.0, 1.0])}
    layer = {"closed": 2.0, "intercept": 0.5, "digits": -1.0}
    assert log_odds(features, layer).tolist() == [-0.5, 2.5]


@pytest.mark.parametrize(
    ("names", "different"), [("closed", "digits"), ("closed digits quote", "quote")]
)
def test_a_model_of_other_features_is_refused(names: str, different: str) -> None:
    features = {"digits": np.array([1.0]), "closed": np.array([0.0])}
    with pytest.raises(ValueError, match=f"other features: {different}$"):
        log_odds(features, {"intercept": 0.0, **dict.fromkeys(names.split(), 1.0)})


@PROPERTY
@given(st.text())
def test_a_text_of_one_block_is_kept_whole(text: str) -> None:
    assert is_article(text, [(0, len(text))]) == [True]


@PROPERTY
@given(st.lists(st.text(min_size=1), max_size=12))
def test_every_block_of_any_text_gets_an_answer(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = split_blocks(text)
    keep = is_article(text, blocks)
    assert len(keep) == len(blocks)
    assert all(isinstance(one, bool) for one in keep)
    dropped = [span for span, _ in dropped_spans(blocks, ["" if kept else MENU for kept in keep])]
    for block, kept in zip(blocks, keep, strict=True):
        assert kept != any(start <= block[0] and block[1] <= end for start, end in dropped)


@PROPERTY
@given(
    st.lists(
        st.sampled_from([*NAVIGATION, *ARTICLES["en"], "?", "12", "…"]), min_size=1, max_size=9
    )
)
def test_features_are_finite_and_the_same_each_time(lines: list[str]) -> None:
    features, context = features_of(lines)
    again = dict(zip(("line", "context"), features_of(lines), strict=True))
    for name, values in {**features, **context}.items():
        assert values.shape == (len(lines),), name
        assert values.dtype == np.float64, name
        assert abs(values).max() < 1e3, name
    assert all((again["line"][name] == values).all() for name, values in features.items())
    assert all((again["context"][name] == values).all() for name, values in context.items())


@pytest.mark.parametrize(
    ("greeting", "closing"),
    [("Hi all,", "Best regards,\nJane Roe"), ("Dear colleagues,", "Cheers,\nTom")],
)
def test_greetings_and_signatures_of_a_message_are_called_so(greeting, closing):
    body = (
        "The harbour office will close the northern pier on Monday because divers found cracks in "
        "three of its pillars last week. Ships go to the southern pier until autumn."
    )
    text = f"{greeting}\n\n{body}\n\n{closing}\n"
    blocks = split_blocks(text)
    reasons = dict(
        zip((text[slice(*one)] for one in blocks), find_noise(text, blocks, language="en"),
            strict=True)
    )  # fmt: skip
    assert reasons[greeting] == "greeting"
    assert {reasons[line] for line in closing.split("\n")} == {"signature"}
    assert reasons[body] == ""
