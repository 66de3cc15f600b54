"""How hard the properties look: `dev` in `make test`, `check` in `make check`, `deep` in `make deep`."""

from hypothesis import settings

# No deadline: a slow machine is no counterexample. The first two are derandomized, so that one commit has one
# verdict; new examples are what the long campaigns are for, and they print how to repeat a failure.
settings.register_profile("dev", max_examples=50, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("check", parent=settings.get_profile("dev"), max_examples=500)
settings.register_profile("deep", parent=settings.get_profile("dev"), max_examples=20_000, derandomize=False)
settings.load_profile("dev")
