"""One office, many cases, few workers: not built yet."""
