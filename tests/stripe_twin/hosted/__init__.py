"""The pages a payer or a charity sees."""
