"""Every case says of each number where it is from, and holds itself against figures that have a source, too."""

import pytest

from tugline.cases.catalogue import CASES, case_named, files
from tugline.errors import UsageError


@pytest.mark.parametrize("name", CASES)
def test_a_case_names_its_sources(name):
    file, build = case_named(name)
    assert file.title
    assert file.replications >= 2
    for parameter in file.parameters.values():
        assert parameter.source.strip()
        assert parameter.says
        if parameter.assumed:
            assert parameter.low is not None or parameter.high is not None, "what is assumed is tried otherwise, too"
    assert file.published
    for published in file.published:
        assert published.source.strip()
        assert published.policy in file.policies
        assert (published.against in file.policies) == (published.of != "value")
        assert (published.low, published.high) != (None, None)
    built = build(file.values())
    assert set(built.policies) == set(file.policies)


def test_all_cases_are_listed():
    assert list(files()) == list(CASES)


def test_a_case_that_is_none_is_refused_with_the_one_that_may_be_meant():
    with pytest.raises(UsageError, match="case 'bear'; expected one of") as refused:
        case_named("bear")
    assert "beer" in refused.value.hint
