"""Forms, responses and surveys at the desk."""
