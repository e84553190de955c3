"""Many desks over months, from one seed: what they write, lose, send twice, tear, restore and decide."""
