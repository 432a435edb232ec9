"""The workshop of `tugline init`."""

import pytest

from tugline.errors import RefusedError, UsageError
from tugline.exchange.template import create
from tugline.exchange.template_page import PAGE


def test_the_name_is_the_folders_unless_given(tmp_path):
    assert create(tmp_path / "shop").target == tmp_path / "shop"
    assert (tmp_path / "shop" / "business.toml").read_text().startswith('name = "shop"\n')
    create(tmp_path / "other", 'The "Shop" \\ Sons')
    assert (tmp_path / "other" / "business.toml").read_text().startswith('name = "The \\"Shop\\" \\\\ Sons"\n')
    assert (tmp_path / "other" / "README.md").read_text().startswith('# The "Shop" \\ Sons\n')


def test_every_table_is_written_and_explained(tmp_path):
    conversion = create(tmp_path / "shop")
    files = {path.stem for path in (tmp_path / "shop").glob("*.csv")}
    explained = {line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ")} - {"table"}
    assert files == set(conversion.rows) == explained
    assert all(conversion.rows.values())


@pytest.mark.parametrize("name", ["two\nlines", "x" * 81])
def test_a_name_that_cannot_be_written_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="cannot be used"):
        create(tmp_path / "shop", name)
    assert not (tmp_path / "shop").exists()


def test_work_is_never_written_over(tmp_path):
    create(tmp_path / "shop")
    with pytest.raises(RefusedError):
        create(tmp_path / "shop")
