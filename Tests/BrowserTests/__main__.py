"""All browser tests, or those that are named: Scripts/browser NarrowPlain WideWithScript.test_walk"""

import unittest

from quicker import (  # noqa: F401
    KeyboardNarrow,
    KeyboardWide,
    RowsNarrowPlain,
    RowsNarrowWithScript,
    RowsWidePlain,
    RowsWideWithScript,
)
from walk import NarrowPlain, NarrowWithScript, WidePlain, WideWithScript  # noqa: F401

if __name__ == "__main__":
    unittest.main(verbosity=2)
