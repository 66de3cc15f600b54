"""What can be said about all histories: exhaustive search over compiled policies."""
