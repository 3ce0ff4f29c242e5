"""The two servers of a workshop: one for participants, one for the facilitator, and what starts and stops them."""
