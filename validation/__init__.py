"""What theory says of queues, lines and stock, against what the engine does in a simulated world."""
