"""Three programs that give findings, held against each other."""
