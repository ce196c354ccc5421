from __future__ import annotations

import time

import pytest

from index.text.clean import MAX_MARKS, MAX_URL, clean_line, clean_text, safe_url
from index.text.guard import guard

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("plain text", "plain text"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("dos\r\nmac\runix\n", "dos\nmac\nunix\n"),
        ("line\u2028separator", "line\nseparator"),
        (f"x{ESC}[2J{ESC}[HPWNED{ESC}[31m", "xPWNED"),
        (f"{ESC}[38;5;196mred{ESC}[0m", "red"),
        (f"{ESC}]0;window title{BEL}shown", "shown"),
        (f"{ESC}]52;c;ZWNobyBwd25lZA=={BEL}clip", "clip"),
        (f"{ESC}]52;c;ZWNobyBwd25lZA== clip", " clip"),
        (f"{ESC}]8;;http://evil.example{ST}click{ESC}]8;;{ST}", "click"),
        (f"{ESC}P1$qm{ST}after", "after"),
        (f"{ESC}_Gf=100;AAAA{ST}kitty", "kitty"),
        (f"a{ESC}cb", "ab"),
        (f"a{ESC}(Bb", "ab"),
        ("a\x9b31mb", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("â\x80\x9cquoted mojibakeâ\x80\x9d stays", "âquoted mojibakeâ stays"),
        (f"{ESC}\x00[\u202e2J", ""),
        (f"end{ESC}", "end"),
        ("A\x00B\x01\x02\x08C\x7f", "ABC"),
        ("safe\u202egnp.exe\u202c \u2066x\u2069", "safegnp.exe x"),
        ("mark\u200e and \u200f stay", "mark\u200e and \u200f stay"),
        ("a\u200b\ufeff\u2060b\u00ad", "ab"),
        ("seen\U000e0048\U000e0069\U000e0000\U000e01f0", "seen"),
        (f"{SCOTLAND} and a {SCOTLAND[:-1]}", f"{SCOTLAND} and a 🏴"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈", "👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈"),
        ("\u200da\u200db \u200d\u200dc क्\u200dष", "ab c क्\u200dष"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("hit \ue000marks\ue001", "hit marks"),
        ("non\ufffe\U0001ffff\ufdd0characters", "noncharacters"),
        ("Cafe\u0301", "Café"),
        ("[/b] [red] AT&T <3", "[/b] [red] AT&T <3"),
        ("日本語 한국어 ｗｉｄｅ", "日本語 한국어 ｗｉｄｅ"),
    ],
)
def test_text_is_cleaned(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_stacked_marks_are_capped() -> None:
    zalgo = clean_text("Z" + "\u0301\u0302\u0316\u0317" * 400 + "algo")
    assert len(zalgo) <= len("Zalgo") + MAX_MARKS
    assert zalgo[0] in "ZŹ"
    assert zalgo.endswith("algo")


def test_joiners_do_not_hide_a_stack_of_marks() -> None:
    assert len(clean_text("a" + "\u0301\u0302\u200c" * 1000)) < 20


@pytest.mark.parametrize("flood", ["\u0301\u0316", "\u093c\u094d", "\x1b]", "\x9d0;", "\x1b[", "\x9b", "\x1b]0;a"])
def test_cleaning_takes_linear_time(flood: str) -> None:
    begin = time.process_time()
    clean_text("x" + flood * 200_000)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("dirty", "line"),
    [
        ("  one\n\n\ttwo\u00a0three\u2028four\u3000five ", "one two three four five"),
        ("\x1b[2J", ""),
        ("a \u200b b", "a b"),
    ],
)
def test_a_line_is_one_line(dirty: str, line: str) -> None:
    assert clean_line(dirty) == line


def test_a_long_line_is_clipped_with_an_ellipsis() -> None:
    assert clean_line("word " * 10, 12) == "word word w…"
    assert clean_line("exactly ten", 11) == "exactly ten"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("nothing to do – 日本", "nothing to do – 日本"),
        ("\x1b[2J", "[2J"),
        ("a\x9bb\x7fc\x00", "abc"),
        ("tab\tand\nline", "tab and line"),
        ("\u202eevil\u2069\ud800", "evil"),
    ],
)
def test_guard_lets_no_control_into_a_cell(cell: str, safe: str) -> None:
    assert guard(cell) == safe


@pytest.mark.parametrize(
    ("url", "base", "safe"),
    [
        ("http://h.example/1", "", "http://h.example/1"),
        ("HTTPS://H.Example/Path?q=1#f", "", "https://h.example/Path?q=1#f"),
        ("/a/b?c=d", "http://h.example/feed.xml", "http://h.example/a/b?c=d"),
        ("../i.png", "http://h.example/x/y/z", "http://h.example/x/i.png"),
        ("//cdn.example/x", "https://h.example/", "https://cdn.example/x"),
        ("/no/base", "", ""),
        ("", "http://h.example/", ""),
        ("  http://h.example/ ", "", "http://h.example/"),
        ("http://h.example?q", "", "http://h.example/?q"),
        ("javascript:alert(1)", "http://h.example/", ""),
        ("java\nscript:alert(1)", "http://h.example/", ""),
        ("\x01javascript:alert(1)", "http://h.example/", ""),
        ("JaVaScRiPt:x", "http://h.example/", ""),
        ("data:text/html,x", "", ""),
        ("file:///etc/passwd", "", ""),
        ("mailto:a@b.example", "", ""),
        ("http:///path", "", ""),
        ("http://[::1", "", ""),
        ("http://[::1]:8080/x", "", "http://[::1]:8080/x"),
        ("http://h.example:99999999/x", "", ""),
        ("http://h.example:8080/x", "", "http://h.example:8080/x"),
        ("http://аpple.com/", "", "http://xn--pple-43d.com/"),
        ("http://bank.example@evil.example/", "", "http://evil.example/"),
        ("--incognito -oProxyCommand=x", "", ""),
        ("http://h.example/$(id)`id`;x'\"|y z", "", "http://h.example/$(id)%60id%60;x'%22%7Cy%20z"),
        ("http://h.example/ü?q=ä#ö", "", "http://h.example/%C3%BC?q=%C3%A4#%C3%B6"),
        ("http://h.example/a%20b", "", "http://h.example/a%20b"),
        ("http://h.ex\x1b[2Jample/", "", "http://h.example/"),
        ("http://h.example/" + "a" * MAX_URL, "", ""),
        ("x" * 100_000, "http://h.example/", ""),
        ("http://" + "ü" * 3000 + ".example/", "", ""),
        ("http://h example/", "", ""),
    ],
)
def test_an_address_is_http_or_nothing(url: str, base: str, safe: str) -> None:
    assert safe_url(url, base) == safe
