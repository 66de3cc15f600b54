"""What the oracle says of many histories at once: conditions asked once for each distinct event, the rest in arrays."""
