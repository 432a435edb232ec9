"""Room for more rows: what kernels fill grows by doubling, so that adding a row costs the same however many stand."""

from typing import Any

import numpy as np

from tugline.state.kernel import kernel


@kernel
def doubled(rows: Any) -> Any:
    """Return a copy of rows, shape (n,) and of any dtype, with as many more behind them that are all zero."""
    grown = np.zeros(2 * len(rows), rows.dtype)
    grown[: len(rows)] = rows
    return grown
