"""What each start imports: asked of a fresh process, so that nothing imported by another test hides a mistake."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("whoosh", "feedparser", "spacy", "trafilatura", "pycurl", "lxml", "nh3", "numpy", "py3langid", "tomlkit")


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("module", HEAVY)
def test_the_readers_start_imports_nothing_heavy(module: str, reader_modules: set[str]) -> None:
    assert module not in reader_modules


def test_the_readers_start_imports_textual(reader_modules: set[str]) -> None:
    """So that the test above is known to look at the real start."""
    assert "textual" in reader_modules


@pytest.fixture(scope="module")
def reader_modules(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("archive")
    return modules_after(
        "from pathlib import Path\n"
        "from index import Library, Paths, Selection\n"
        "import tui.__main__, tui.cli.reader, tui.app\n"
        f"folder = Path({str(folder)!r})\n"
        "(folder / 'feeds.toml').write_text('[[feed]]\\nurl = \"https://example.org/feed\"\\n')\n"
        "library = Library.open(Paths(archive=folder / 'archive', feeds=folder / 'feeds.toml'))\n"
        "library.feeds(); library.article_rows(library.article_ids(Selection()))\n"
        "tui.app.WirecopyApp(library)\n"
    )


@pytest.mark.parametrize("verb", ["search", "show", "feeds", "add", "remove", "mark", "stats", "refresh", "entities"])
def test_the_command_lines_other_verbs_do_not_import_textual(verb: str) -> None:
    code = (
        "from importlib import import_module\n"
        "import tui.__main__\nfrom tui.cli.parser import VERBS\n"
        f"import_module(VERBS[{verb!r}].split(':')[0])"
    )
    assert "textual" not in modules_after(code)


def test_the_core_imports_neither_screen_nor_terminal() -> None:
    code = (
        "import pkgutil, index\nfrom importlib import import_module\n"
        "for module in pkgutil.walk_packages(index.__path__, 'index.'):\n    import_module(module.name)"
    )
    assert not modules_after(code) & {"tui", "textual", "rich"}
