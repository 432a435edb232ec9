"""Pages lead somewhere, name code that exists, and agree with it."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tugline"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.py)`(?:[\s,]*`([A-Za-z_][\w.]*)(?:\(\))?`)?")
"""A module below src/tugline, and what is looked at in it: `engine/pulse.py` `pulse`."""


def anchor(heading):
    """The anchor that builders of Markdown make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def without_fences(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def headings(text):
    return re.findall(r"^#+ (.*)$", without_fences(text), flags=re.MULTILINE)


@cache
def names_in(module):
    """Names defined in a module, methods as Class.method."""
    names = set()
    for node in ast.parse((SOURCE / module).read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return names


def test_every_link_leads_to_a_page_and_a_heading(root, pages):
    broken = []
    for page, text in pages.items():
        for target in LINK.findall(without_fences(text)) + IMAGE.findall(text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, fragment = target.partition("#")
            goal = (root / page).parent / path if path else root / page
            if not goal.exists():
                broken.append(f"{page}: {target}")
            elif fragment and fragment not in map(anchor, headings(goal.read_text())):
                broken.append(f"{page}: {target} has no such heading")
    assert broken == []


def test_every_module_and_name_that_a_page_points_to_exists(pages):
    missing = []
    for page, text in pages.items():
        for module, name in CODE.findall(without_fences(text)):
            if module.startswith(("docs/", "tests/", "scripts/", "benchmarks/", "validation/")):
                continue
            module = module.removeprefix("src/").removeprefix("tugline/")  # noqa: PLW2901 - the same place, said shorter
            if not (SOURCE / module).is_file():
                missing.append(f"{page}: {module}")
            elif name and name not in names_in(module):
                missing.append(f"{page}: {module} {name}")
    assert missing == []


def test_the_site_shows_every_page_once(root, pages):
    shown = re.findall(r"^ +- .*: (\S+\.md)$", (root / "mkdocs.yml").read_text(), flags=re.MULTILINE)
    assert sorted(shown) == sorted(page.removeprefix("docs/") for page in pages if page.startswith("docs/"))


def test_every_design_page_is_in_the_index_of_design_pages(pages):
    index = set(LINK.findall(pages["docs/design/README.md"]))
    there = {Path(page).name for page in pages if page.startswith("docs/design/")} - {"README.md"}
    assert there == index


def test_the_page_on_layers_lists_them_as_the_linter_holds_them(root, pages):
    config = tomllib.loads((root / "pyproject.toml").read_text())
    rows = config["tool"]["importlinter"]["contracts"][0]["layers"]
    held = [", ".join(name.strip("() ") for name in re.split("[|:]", row)) for row in rows]
    table = pages["docs/design/layers.md"].split("|---|---|---|\n")[1].split("\n\n")[0]
    assert [line.split("|")[1].strip() for line in table.splitlines()] == held


def test_every_error_code_has_a_heading(pages):
    codes = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Error") and node.name != "TuglineError":
                codes |= {
                    statement.value.value
                    for statement in node.body
                    if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "code"
                }
    assert codes == set(headings(pages["docs/reference/errors.md"])[1:])
