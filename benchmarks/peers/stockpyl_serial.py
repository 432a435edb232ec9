"""Example 6.1 of Snyder and Shen by stockpyl's own simulation: prints periods a second and the cost a period."""

import time

from stockpyl.instances import load_instance
from stockpyl.sim import simulation

PERIODS = 2000


def main() -> None:
    """Simulate."""
    network = load_instance("example_6_1")
    started = time.perf_counter()
    cost = simulation(network, PERIODS, rand_seed=1, progress_bar=False)
    print(PERIODS / (time.perf_counter() - started), cost / PERIODS)


if __name__ == "__main__":
    main()
