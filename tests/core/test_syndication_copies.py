from __future__ import annotations

from index.syndication.copies import fingerprint
from index.text.blocks import build_blocks
from index.text.boilerplate import fold
from index.text.plain import plain_blocks

STORY = [
    "Russian President Vladimir Putin will hold talks in Moscow with Venezuelan President Nicolas Maduro on Wednesday.",
    "“We expect no deals to be signed,” Kremlin spokesman Dmitry Peskov said, and the talks were about debts.",
    "The United States has increased pressure on Maduro to step down following months of protests against his rule.",
]
NOTICE = "This article was originally published by Radio Free Europe/Radio Liberty and is reprinted with permission."


def of(*paragraphs: str) -> int:
    return fingerprint(fold(plain_blocks("\n\n".join(paragraphs))))


def test_a_reprint_has_the_fingerprint_of_the_original() -> None:
    reprint = ["Subscribe to our newsletter!", NOTICE, *STORY, "Source: Reuters", "Read more: Five things to know"]
    assert of(*reprint) == of(*STORY) != 0


def test_markup_case_and_punctuation_do_not_count() -> None:
    html = (
        "".join(f"<p>{line}</p>" for line in STORY)
        .replace("“", '"')
        .replace("”", '"')
        .replace("Kremlin", "<b>KREMLIN</b>")
    )
    figure = "<figure><img src='http://h.example/i.png' alt='x'><figcaption>c</figcaption></figure>"
    html = f"<h2>Other headline</h2>{figure}{html}"
    assert fingerprint(build_blocks(html)) == of(*STORY)


def test_other_words_have_another_fingerprint() -> None:
    assert of(*STORY) != of(*STORY[:-1], STORY[-1].replace("Maduro", "Lukashenko"))


def test_it_is_a_signed_64_bit_number() -> None:
    assert all(-(2**63) <= of(*STORY, str(number)) < 2**63 for number in range(50))
    assert any(of(*STORY, str(number)) < 0 for number in range(50))


def test_short_texts_have_none() -> None:
    assert of("Too short to tell.") == 0
    assert of() == 0
    assert of(*["word " * 13] * 3) == 0
    assert of(*["word " * 14] * 3) != 0


def test_writing_without_spaces_counts_too() -> None:
    assert of("俄罗斯总统普京将在莫斯科会见委内瑞拉总统马杜罗" * 5) != 0
