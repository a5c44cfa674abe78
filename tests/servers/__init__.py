"""Real servers without root, containers or system packages; each dies with the process that started it."""
