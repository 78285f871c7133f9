"""All browser tests, or those that are named: Scripts/browser NarrowPlain WideKeyboard.test_keyboard"""

import unittest

from access import AccessHistory  # noqa: F401
from archive import ArchiveNarrowPlain, ArchiveWide  # noqa: F401
from books import BooksNarrowPlain, BooksWide  # noqa: F401
from break_glass import BreakGlassNarrow, BreakGlassWide  # noqa: F401
from cycle_history import CycleHistoryNarrowPlain, CycleHistoryWideWithScript  # noqa: F401
from cycle_import import CycleImportNarrowPlain, CycleImportWideWithScript  # noqa: F401
from cycle_settings import CycleSettingsNarrowPlain, CycleSettingsWideWithScript  # noqa: F401
from debts import DebtsNarrowPlain, DebtsWideWithScript  # noqa: F401
from deletion import DeletionNarrowPlain, DeletionWide  # noqa: F401
from diary import DiaryNarrowPlain, DiaryWideWithScript  # noqa: F401
from factors import AppPlain, PasskeyIsSecondStep, PasskeyOpens  # noqa: F401
from keyboard import NarrowKeyboard, WideKeyboard, WideKeyboardPlain  # noqa: F401
from offline import NarrowOffline, WideOffline  # noqa: F401
from proofs import Proofs  # noqa: F401
from queue_lines import NarrowQueue, WideQueue  # noqa: F401
from quicker import (  # noqa: F401
    KeyboardNarrow,
    KeyboardWide,
    RowsNarrowPlain,
    RowsNarrowWithScript,
    RowsWidePlain,
    RowsWideWithScript,
)
from receipts import ReceiptsNarrowWithScript, ReceiptsWidePlain  # noqa: F401
from reconcile import ReconcileNarrowPlain, ReconcileWideWithScript  # noqa: F401
from rights import RightsNarrow, RightsWide  # noqa: F401
from sending import HeldNarrow, HeldWide, UploadNarrow, UploadWide  # noqa: F401
from sorting import SortingNarrowPlain, SortingWideWithScript  # noqa: F401
from staff import StaffNarrow, StaffWide  # noqa: F401
from walk import NarrowPlain, NarrowWithScript, WidePlain, WideWithScript  # noqa: F401

if __name__ == "__main__":
    unittest.main(verbosity=2)
