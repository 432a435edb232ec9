"""An arrow between packages only ever points down."""

import subprocess
import sys
from pathlib import Path


def test_every_import_keeps_the_layers(root):
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
