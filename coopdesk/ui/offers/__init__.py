"""What is offered to the State and by it: views of opportunities, letters, experts, candidatures."""
