#!/usr/bin/env python3
"""Draw docs/images/run.svg: what `make run` prints, as a picture. Run: .venv/bin/python scripts/picture.py."""

import io
from pathlib import Path

from rich.console import Console

import tugline as tl
from tugline.report.terminal import print_result

ROOT = Path(__file__).resolve().parent.parent
LINES = 92
# Rich's own frame loads a font from the web; a picture in a repository should not.
FRAME = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img"
 aria-label="Output of tugline run examples/bicycles">
<style>{styles}
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
</style><defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""


def main() -> None:
    """Run the example in memory, print it as a terminal of 118 columns would show it, and keep the first lines."""
    with tl.open(ROOT / "examples" / "bicycles") as business:
        business.advance("2014-06-15")
        result = business.result(open_only=True)
    text = io.StringIO()
    printed = Console(file=text, width=118, force_terminal=True, color_system="standard", record=True)
    print_result(result, printed, written={})
    shown = Console(file=io.StringIO(), width=118, force_terminal=True, color_system="standard", record=True)
    from rich.text import Text

    for line in text.getvalue().splitlines()[:LINES]:
        shown.print(Text.from_ansi(line), soft_wrap=True)
    path = ROOT / "docs" / "images" / "run.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        shown.export_svg(title="tugline run examples/bicycles", code_format=FRAME, unique_id="run"), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
