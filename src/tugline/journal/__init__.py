"""The append-only record of every fact: durable before it is acknowledged, chained so that no change goes unseen."""
