"""What the window has of its own for projects."""
