"""What papers of every kind share: numbers without gaps, the seal, the file kept byte for byte, the check of both."""
