"""How mixed work is spread over time: takt, the heijunka box, goal chasing, and the wheel of change-overs."""
