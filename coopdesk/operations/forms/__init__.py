"""Forms, what is answered to them, and surveys."""
