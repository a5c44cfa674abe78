"""An enterprise or a person proposes a project; a charity adopts it, both sign, and it becomes a programme."""
