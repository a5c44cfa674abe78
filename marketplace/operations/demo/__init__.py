"""The demonstration city: invented people, played through the actions that the site itself uses."""
