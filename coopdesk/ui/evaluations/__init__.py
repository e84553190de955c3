"""What an evaluation has for itself in the window: its judgement, and what is recommended and answered."""
