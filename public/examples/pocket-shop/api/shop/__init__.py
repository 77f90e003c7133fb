"""Orders and reports of the pocket shop."""
