"""A kanban line beside its batch twin: the same machines, models and orders, in containers or in lots of a week."""
