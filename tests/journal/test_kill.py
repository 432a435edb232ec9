"""A process that is killed at any moment has lost nothing that it acknowledged."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tugline.journal.opening import open_journal

PER_COMMIT = 3


def killed(appender, seconds):
    """Let a child append for a while, kill it, and return the last fact that it acknowledged."""
    appender.stdin.write(b"go\n")
    appender.stdin.flush()
    word, pid = appender.stdout.readline().split()
    assert word == b"pid"
    time.sleep(seconds)
    os.kill(int(pid), signal.SIGKILL)
    acknowledged = 0
    while (line := appender.stdout.readline()) != b"end\n":
        acknowledged = int(line)
    return acknowledged


@pytest.mark.parametrize("kills", [30, pytest.param(150, marks=pytest.mark.slow)])
def test_what_was_acknowledged_before_a_kill_is_there_after_it(file, kills):
    luck = random.Random(kills)
    script = Path(__file__).with_name("appender.py")
    acknowledged = 0
    with subprocess.Popen(
        [sys.executable, str(script), str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as appender:
        for _ in range(kills):
            acknowledged = max(killed(appender, luck.uniform(0, 0.04)), acknowledged)
            with open_journal(file) as journal:
                assert journal.last_seq >= acknowledged
                assert journal.last_seq % PER_COMMIT == 0, "half of a commit"
                assert journal.verify().first_bad == 0
                seq = np.concatenate([rows["seq"] for rows in journal.read()] or [np.empty(0, np.int64)])
                quantity = [rows["quantity"] for rows in journal.read()]
                assert (np.concatenate(quantity or [seq]) == seq * 2_654_435_761 % 1_000_003).all()
                assert len(journal.names("point")) == journal.last_seq // PER_COMMIT
        appender.stdin.close()
    assert acknowledged > kills, "hardly anything was appended: the test does not bite"
