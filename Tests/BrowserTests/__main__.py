"""All browser tests, or those that are named: Scripts/browser NarrowPlain WideWithScript.test_walk"""

import unittest

from walk import NarrowPlain, NarrowWithScript, WidePlain, WideWithScript  # noqa: F401

if __name__ == "__main__":
    unittest.main(verbosity=2)
