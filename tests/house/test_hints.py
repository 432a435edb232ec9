"""Every way on that an error names is printed as it stands, so it is written as a sentence."""

import ast

import pytest


def words_of(node):
    """The literal text of a string; what is filled in is a letter."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
    return None


def hints(sources):
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
                for keyword in node.keywords:
                    said = words_of(keyword.value) if keyword.arg == "hint" else None
                    if said:
                        yield path, said


def test_a_hint_begins_and_ends_as_a_sentence_does(sources):
    found = list(hints(sources))
    assert len(found) > 15
    assert [each for each in found if not (each[1][0].isupper() or each[1][0] == "`")] == []
    assert [each for each in found if not each[1].endswith(".")] == []


@pytest.mark.parametrize("said", ["Maybe run it", "Maybe name", "Maybe put", "Maybe free", "Maybe a folder with"])
def test_no_hint_says_maybe_of_what_is_to_be_done(sources, said):
    assert [each for each in hints(sources) if each[1].startswith(said)] == []
