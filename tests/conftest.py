"""Settings that every test shares."""

from hypothesis import settings

# Two slow cores are normal here, so no example may fail for being slow; the examples stay few, the suite short.
settings.register_profile("house", deadline=None, max_examples=50)
settings.load_profile("house")
