"""No text of ours holds loose ends, or anything of one machine."""

import re

# Put together here so that this file does not find itself.
LOOSE_ENDS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
MACHINE_PATHS = re.compile(r"(?<![\w.<>*$}])/(work|root|tmp|home/\w+|Users/\w+|mnt|opt)" + r"/[\w.]")
PACKAGE_INDEX = re.compile(
    "|".join(["pypi" + r"\.", "python" + "hosted", r"regis" + r"try\.npm", "index" + "-url =", r"/sim" + r"ple/"])
)
BESIDE = re.compile(r"\]\((\.\./)+sha" + "red/")


def lines_with(pattern, texts):
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_loose_ends_are_left_in_the_text(texts):
    assert lines_with(LOOSE_ENDS, texts) == []


def test_no_path_of_one_machine_is_named(texts):
    assert lines_with(MACHINE_PATHS, texts) == []


def test_no_package_index_is_named(texts):
    assert lines_with(PACKAGE_INDEX, texts) == []


def test_no_page_links_out_of_the_clone(texts):
    assert lines_with(BESIDE, texts) == []


def test_every_text_ends_with_a_newline_and_has_no_trailing_blanks(texts):
    untidy = [
        path for path, text in texts.items() if text and (not text.endswith("\n") or re.search(r"[ \t]+\n", text))
    ]
    assert untidy == []
