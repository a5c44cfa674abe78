"""Pages about volunteering: public, the volunteer's own, the host's, and the officers'."""
