"""What an organisation and its officers enter."""
