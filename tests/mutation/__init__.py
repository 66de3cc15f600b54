"""Changes one thing in a policy at a time: a hand-worked case must notice."""
