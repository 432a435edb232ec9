"""The source can be read: short files, functions that fit a screen, a first sentence for each module, honest names."""

import ast
import tomllib

FILE_LINES = 300
"""Files aim at 50 to 250 lines; past this one it is time to split by verb."""

FUNCTION_LINES = 60

VAGUE = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}


def body_lines(function):
    """Lines of a function without its docstring: documentation is not length."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    saved = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - saved


def test_no_file_is_too_long_to_read_in_one_sitting(sources):
    lengths = {path: text.count("\n") for path, text in sources.items()}
    print("over 250 lines:", {path: n for path, n in lengths.items() if n > 250})  # noqa: T201
    assert {path: n for path, n in lengths.items() if n > FILE_LINES} == {}


def test_every_function_fits_a_screen(sources):
    long = {}
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > FUNCTION_LINES:
                long[f"{path}:{node.lineno} {node.name}"] = body_lines(node)
    assert long == {}


def test_every_module_says_what_it_is_for(sources):
    silent = [path for path, text in sources.items() if not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_no_module_has_a_name_that_could_hold_anything(sources):
    vague = [path for path in sources if set(path.removesuffix(".py").split("/")) & VAGUE]
    assert vague == []


def passed_on(handler):
    """Whether a handler raises again, or hands the error itself to somebody."""
    inside = [node for statement in handler.body for node in ast.walk(statement)]
    handed = any(isinstance(node, ast.Name) and node.id == handler.name for node in inside)
    return handed or any(isinstance(node, ast.Raise) for node in inside)


def test_no_exception_is_swallowed(sources):
    """Catching everything is for cleaning up or for telling whoever waits; catching to do nothing is for nobody."""
    swallowing = []
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            wide = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            silent = all(isinstance(statement, ast.Pass) for statement in node.body)
            if silent or (wide and not passed_on(node)):
                swallowing.append(f"{path}:{node.lineno}")
    assert swallowing == []


def test_every_line_lint_is_lifted_for_names_its_rule(texts):
    bare = [
        f"{path}:{number}"
        for path, text in texts.items()
        if path.endswith(".py")
        for number, line in enumerate(text.splitlines(), 1)
        if line.rstrip().endswith(("# no" + "qa", "# type: " + "ignore"))
    ]
    assert bare == []


def test_a_package_for_each_layer_and_a_layer_for_each_package(root):
    """The linter finds a package without a layer; a layer that never comes stays unseen unless counted here."""
    config = tomllib.loads((root / "pyproject.toml").read_text())
    contract = config["tool"]["importlinter"]["contracts"][0]
    named = {name.strip("() ") for row in contract["layers"] for name in row.replace(":", "|").split("|")}
    present = {
        path.stem
        for path in (root / "src/tugline").iterdir()
        if path.name[0] not in "_." and path.suffix in {"", ".py"}
    }
    assert present <= named
