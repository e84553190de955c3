"""What is offered to the State and by it: opportunities, letters, experts, nominations, candidatures."""
