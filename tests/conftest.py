"""Settings that every test shares."""

import os

from hypothesis import settings

from sim.words import language

# The suite speaks English, whatever whoever runs it speaks; a plugin may have read the variable before this line.
language.use("en")
del os.environ[language.VARIABLE]

# Two slow cores are normal here, so no example may fail for being slow; the examples stay few, the suite short.
# Where a change is judged the examples are the same each time; at home new ones keep looking.
settings.register_profile("house", deadline=None, max_examples=50, derandomize="CI" in os.environ)
settings.load_profile("house")
