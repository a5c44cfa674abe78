"""What partners hand in is read by an officer, who sends it back with a comment or approves it as it was read."""
