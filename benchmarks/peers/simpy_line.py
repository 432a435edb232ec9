"""A closed line of exponential stations in SimPy: prints jobs a second and the throughput an hour."""

import random
import time

import simpy

STATIONS, CARDS, WORK, JOBS = 5, 8, 600.0, 40_000


def main() -> None:
    """Let eight cards go round until enough jobs are done."""
    env, luck = simpy.Environment(), random.Random(1)
    machines = [simpy.Resource(env, 1) for _ in range(STATIONS)]
    done = 0

    def card():
        nonlocal done
        while done < JOBS:
            for machine in machines:
                with machine.request() as mine:
                    yield mine
                    yield env.timeout(luck.expovariate(1 / WORK))
            done += 1

    for _ in range(CARDS):
        env.process(card())
    started = time.perf_counter()
    env.run()
    print(done / (time.perf_counter() - started), done / env.now * 3600)


if __name__ == "__main__":
    main()
