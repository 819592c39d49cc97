"""Each line is a text of one language, with a bar at each boundary."""

from __future__ import annotations

import pytest

from multisumm.text.blocks import split_blocks
from multisumm.text.sentences import split_sentences

BRACKETS = [
    ("en", "I met him (he was late. Very late) at noon. | We left."),
    ("en", "The yield was 45 % (Fig. 2a, b; cf. Tab. 3). | It fell."),
    (
        "en",
        "The court (Smith v. Roe, 5 F.3d 12 (2d Cir. 2001). It was affirmed.) agreed. | So it is.",
    ),
    ("en", "He asked: “Why?” (Smith 55). | Nobody knew."),
    ("en", "They entered Iranian waters. | [The sailors were] detained."),
    ("en", "It was sad :( and bad. | He left :)"),
    ("pl", "Ustawa z 2020 r. (Dz. U. poz. 123) obowiązuje. | To wszystko."),
    ("zh", "他说（天气很冷。真的很冷。）就走了。| 我们留下。"),
    ("ja", "彼は（寒い。とても寒い。）と言った。| 私たちは残った。"),
    ("zh", "我们看了《摔跤吧！爸爸》。| 很好。"),
]

NUMBERS = [
    ("en", "Given in time. | Cr. 1.8 mg/dL. | No. of stents: 2. | Dr. Lee left."),
    ("en", "It hit the car. | 12 people died. | They fought in Iraq. | 130 soldiers left."),
    ("en", "See Sect. 4.2 and Refs. [3, 4]. | It is clear."),
    ("pl", "Ustawa z dn. 5 maja 2020 r. tego nie przewiduje."),
    ("es", "Según los párrf. 5 y 6 del art. 4 es así. | Vale."),
    ("it", "L'art. 70 l. 633/1941 lo vieta. | È chiaro."),
    ("fr", "L'art. L. 123-1 du code s'applique. | C'est clair."),
    ("de", "Vgl. Rn. 12, Az. 5 StR 3/19. | Das gilt."),
]

WHOLE_WORDS = [
    ("it", "Erano forse dieci cose. | e poi venne la notte. | Basta."),
    ("en", "Call me on my phone. | i am at home. | It is late."),
    ("it", "L'effetto (distr. da quello) fu econ. az. nullo. | Basta."),
    ("en", "It was approx. half of it, max. speed, 3 in. tall. | Well."),
]

FIELDS = [
    ("en", "Pt. is a 54 y.o. M w/ hx of it. | Given 40 mg b.i.d. Cr. 1.8 was seen."),
    ("en", "Lt. Gov. Smith met Maj. Gen. Roe and Asst. Sec. Lee. | They left."),
    ("en", "E. coli grew for ca. 3 h (Sigma, St. Louis, MO, USA). | P. aeruginosa did not."),
    (
        "de",
        "Gem. Art. 5 i. V. m. Abs. 2 gilt das. | Staatssekr. a. D. Roe kam.",
    ),
    ("fr", "Le gén. Roe et le col. Petit, cf. Cass. civ. 5 mai, sont là. | Voir réf. 12."),
    ("es", "El Excmo. Sr. D. Roe, gral. de brig., llegó. | Véase la disp. adic. 3."),
    ("it", "Egr. dott. Roe, dir. amm. del Trib. civ., venga. | Vedi lett. a e co. 2."),
    ("pt", "O Min. Silva e o Des. Costa votaram. | Ver art. 5.º, inc. 3."),
    ("ru", "Зам. дир. Иванов пришёл. | Согласно ст. 5 ч. 2 п. 3 это так."),
    ("he", 'זה היה ד"ר כהן. | אל נקמות ה. | עכשיו עת לדבר.'),
]

QUOTATIONS = [
    (
        "de",
        "»Sie fand in der Kasse statt.« | Am 31. August kam er. | Sie fragte: »Wer?« | Er ging.",
    ),
    ("de", "»Wann?«, fragte sie. | »Morgen«, sagte er. | »Gut.«"),
    ("en", 'He called: "Hush! The queen is here." | She came.'),
    ("vi", 'Ông bảo : " đi thôi . | Trời mưa " . | Anh nói .'),
    ("nl", "Het was raak. | ...en toen begon het."),
    ("he", "הוא דיבר... ואז הלך. | זה הכול."),
]


@pytest.mark.parametrize(
    ("language", "text"), [*BRACKETS, *NUMBERS, *WHOLE_WORDS, *FIELDS, *QUOTATIONS]
)
def test_a_text_is_cut_at_its_bars(language: str, text: str) -> None:
    expected = [piece.strip() for piece in text.split("|")]
    joined = ("" if language in ("zh", "ja") else " ").join(expected)
    spans = split_sentences(joined, split_blocks(joined), language=language)
    assert [joined[start:end] for start, end in spans] == expected


def test_a_paragraph_without_names_is_no_text_without_capitals() -> None:
    first = "The ferry sank near Lindow on Monday, said Jane Roe."
    asked = (
        "He had gone down to the harbour in the morning, and there he had asked himself where is"
        " the boat? and had found no answer. It was cold, and nobody came. He waited for an hour,"
        " and then he went home again by the long road."
    )
    text = f"{first}\n\n{asked}"
    assert len(split_sentences(text, split_blocks(text), language="en")) == 4


WITHOUT_CAPITALS = (
    "Oh no! the host names the wrong winner of the show on sunday night in lindow. | Who was it? | "
    "on his way to the stage he misread the card, and e! news has confirmed it. | "
    'The owner asked: "why? " and "how? " to the crowd that had come from all over the country. | '
    "The show goes on."
)


def test_a_question_in_a_text_without_capitals_ends_before_a_small_letter() -> None:
    expected = [piece.strip() for piece in WITHOUT_CAPITALS.split("|")]
    joined = " ".join(expected)
    expected = ["Oh no!", expected[0].removeprefix("Oh no! "), *expected[1:]]
    spans = split_sentences(joined, split_blocks(joined), language="en")
    assert [joined[start:end] for start, end in spans] == expected
    with_capitals = joined.replace("sunday night", "Sunday night")
    assert len(split_sentences(with_capitals, split_blocks(with_capitals), language="en")) == 4
