"""The officers of the desk in the window: who works here, with which role and passphrase."""
