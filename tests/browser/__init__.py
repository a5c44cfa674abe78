"""What every page owes every visitor, judged in a real browser."""
