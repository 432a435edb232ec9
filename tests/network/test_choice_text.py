"""The language of options: answers, alternatives, quotes, and where it stops making sense."""

import pytest

from tugline.network.choice_text import ChoiceTextError, parse_answers, parse_terms, shown


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("", []),
        ("colour=red", [("colour", "red")]),
        ("colour=red size=54", [("colour", "red"), ("size", "54")]),
        ("colour=red;size=54", [("colour", "red"), ("size", "54")]),
        (" colour = red , size=54 ; ", [("colour", "red"), ("size", "54")]),
        ('colour="deep red" "frame kind"=x-1', [("colour", "deep red"), ("frame kind", "x-1")]),
    ],
)
def test_answers_stand_behind_each_other(text, answers):
    assert parse_answers(text) == answers
    assert parse_answers(shown(answers, " ")) == answers


def test_one_of_several_answers_is_enough_in_a_rule():
    assert parse_terms("frame=carbon|steel|wheel=disc size=54") == [
        (("frame", "carbon"), ("frame", "steel"), ("wheel", "disc")),
        (("size", "54"),),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("red", "'red' names no group"),
        ("colour=", "ends in the middle"),
        ("colour==red", "a name is missing before '='"),
        ("colour=red|", "ends in the middle"),
        ("=red", "a name is missing"),
        ('colour=""', "is no name"),
        ('colour="red', "nothing can be made of"),
        ("colour=red size", "'size' names no group"),
    ],
)
def test_what_is_no_answer_is_said(text, says):
    with pytest.raises(ChoiceTextError, match=says):
        parse_terms(text)


def test_a_customer_gives_one_answer_for_a_group():
    with pytest.raises(ChoiceTextError, match="no alternatives"):
        parse_answers("colour=red|blue")
