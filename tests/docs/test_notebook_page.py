"""The page on Python prints what it says it prints."""

import contextlib
import io
import re

BLOCKS = re.compile(r"```(python|text)\n(.*?)```", re.DOTALL)


def test_every_block_prints_the_text_below_it(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "howto" / "notebook.md").read_text(encoding="utf-8")
    blocks = BLOCKS.findall(page)
    assert [kind for kind, _ in blocks] == ["python", "text"] * (len(blocks) // 2)
    names = {}
    for (_, code), (_, expected) in zip(blocks[::2], blocks[1::2], strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "notebook.md", "exec"), names)
        assert printed.getvalue() == expected
    assert (tmp_path / "kiosk" / "journal.db").is_file()
