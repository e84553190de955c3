"""The tab Exchange, a file a part: joining a Ministry, the board of desks, sending, importing, reviewing conflicts."""
