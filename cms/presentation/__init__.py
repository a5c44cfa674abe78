"""How facts are shown to people: amounts, dates, small numbers, codes, the map. The template tags stay thin."""
