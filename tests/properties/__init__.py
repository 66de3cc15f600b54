"""The laws that every verdict keeps, each a test whose name is the sentence."""
