"""The paper about service: what it says and how it is set."""
