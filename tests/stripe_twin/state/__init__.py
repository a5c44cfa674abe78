"""What the twin remembers: objects, jobs, the clock."""
