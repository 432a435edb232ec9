"""Empty states and networks for the tests of single kernels."""

import pytest

from tugline.state.arena import new_state


@pytest.fixture
def state():
    """The empty state of five stock points and three sources."""
    return new_state(5, 3)
