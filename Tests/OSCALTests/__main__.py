"""Hands what `flowkeep promises --format oscal` prints to a validator that knows OSCAL 1.2.

The validator is compliance-trestle: models generated from NIST's schemas, in which nothing unknown may stand, and its
checks of identifiers, references and links. It must refuse what we break, else its consent would say nothing.
"""

import copy
import datetime
import json
import os
import tempfile
import unittest
from pathlib import Path

from installation import Installation
from trestle.core.validator_factory import validator_factory
from trestle.oscal import OSCAL_VERSION
from trestle.oscal.assessment_results import AssessmentResults


def fault(document):
    """Why the validator refuses a document; None when it accepts it."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "assessment-results.json"
        path.write_text(json.dumps(document))
        try:
            model = AssessmentResults.oscal_read(path)
        except Exception as error:  # the library has no common class for what it finds
            return str(error)
        for validator in validator_factory.get_all():
            if not validator.model_is_valid(model, True):
                return validator.error_msg()
        return None


def result(document):
    return document["assessment-results"]["results"][0]


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installation = cls.enterClassContext(Installation())
        cls.alone = cls.installation.document()
        cls.installation.start()
        cls.served = cls.installation.document()

    def test_validator_knows_the_version(self):
        self.assertTrue(OSCAL_VERSION.startswith("1.2."), OSCAL_VERSION)
        for document in (self.alone, self.served):
            self.assertEqual(document["assessment-results"]["metadata"]["oscal-version"], "1.2.0")

    def test_accepted(self):
        for document in (self.alone, self.served):
            self.assertIsNone(fault(document))

    def test_says_the_same_as_the_register(self):
        promises = self.installation.promises()
        document = self.installation.document()
        found = {finding["title"]: finding["target"]["status"]["state"] for finding in result(document)["findings"]}
        expected = {
            id: "satisfied" if promise["verdict"] == "kept" else "not-satisfied"
            for id, promise in promises.items()
            if promise["verdict"] != "not-in-this-deployment"
        }
        self.assertEqual(found, expected)
        self.assertGreater(len(found), 10)
        self.assertEqual(len(result(document)["observations"]), len(promises))
        excluded = result(document)["reviewed-controls"]["control-selections"][0]["exclude-controls"]
        self.assertEqual({item["control-id"] for item in excluded}, set(promises) - set(found))

    def test_names_stay_and_documents_do_not(self):
        self.installation.command("promises", "--now")
        later = self.installation.document()
        self.assertNotEqual(later["assessment-results"]["uuid"], self.served["assessment-results"]["uuid"])
        for kind in ("observations", "findings"):
            first, second = (
                {item["title"]: item["uuid"] for item in result(document)[kind]} for document in (self.served, later)
            )
            common = first.keys() & second.keys()
            self.assertGreater(len(common), 10)
            for title in common:
                self.assertEqual(first[title], second[title])

    def test_broken_documents_are_refused(self):
        def without_metadata(document):
            del document["assessment-results"]["metadata"]

        def with_an_unknown_member(document):
            result(document)["verdict"] = "kept"

        def with_a_name_twice(document):
            result(document)["findings"][1]["uuid"] = result(document)["findings"][0]["uuid"]

        def with_another_state(document):
            result(document)["findings"][0]["target"]["status"]["state"] = "kept"

        def with_a_random_name(document):
            result(document)["observations"][0]["uuid"] = "one"

        def without_evidence_time(document):
            del result(document)["observations"][0]["collected"]

        def with_an_empty_list(document):
            result(document)["observations"][0]["props"] = []

        for damage in (
            without_metadata,
            with_an_unknown_member,
            with_a_name_twice,
            with_another_state,
            with_a_random_name,
            without_evidence_time,
            with_an_empty_list,
        ):
            with self.subTest(damage.__name__):
                document = copy.deepcopy(self.served)
                damage(document)
                self.assertIsNotNone(fault(document))


class Records(unittest.TestCase):
    """What people record, and what became of verdicts, over a restart."""

    def test_record_and_history(self):
        today = datetime.date.today()
        due = today + datetime.timedelta(days=10)
        with Installation() as installation:
            installation.start()
            installation.command("promises", "--now")
            self.assertEqual(installation.promises()["POL-5"]["verdict"], "not-in-this-deployment")
            words = ("--owner", "Asha Rao", "--date", str(today), "--due", str(due), "--note", "Read through.")
            status, text, errors = installation.command("record", "POL-5", *words, "--link", "/help")
            self.assertEqual(status, 0, errors)
            self.assertIn(str(due), text)
            for refused in (
                ("record", "TLS-1", *words),
                ("record", "POL-6", *words[:-1], "card 4111 1111 1111 1111"),
                ("record", "FND-3", *words),
                ("record", "POL-6", *words, "--link", "javascript:alert(1)"),
            ):
                status, _, errors = installation.command(*refused)
                self.assertEqual(status, 1, refused)
                self.assertNotIn("4111", errors)
            for misuse in (("record", "POL-99", *words), ("record", "POL-6", *words[:3], "today", *words[4:])):
                self.assertEqual(installation.command(*misuse)[0], 2, misuse)
            self.check(installation, due)
            installation.stop()

            # Without a server, and with the next one, all of it is still there.
            self.check(installation, due)
            installation.start()
            self.check(installation, due)
            document = installation.document()
            self.assertIsNone(fault(document))
            observation = next(item for item in result(document)["observations"] if item["title"] == "POL-5")
            self.assertEqual(observation["expires"], f"{due}T23:59:59Z")
            self.assertEqual(observation["methods"], ["EXAMINE"])
            self.canaries(installation)

    def check(self, installation, due):
        promise = installation.promises()["POL-5"]
        self.assertEqual(promise["verdict"], "kept")
        self.assertEqual(promise["due"], str(due))
        self.assertIn("in 10 days", promise["warning"])
        self.assertEqual([change["to"] for change in promise["changes"]], ["kept"])
        self.assertEqual([change["from"] for change in promise["changes"]], ["not-in-this-deployment"])
        _, text, _ = installation.command("record", "list")
        self.assertEqual(text.count("POL-5"), 1, text)
        self.assertIn("Asha Rao: Read through.", text)

    def canaries(self, installation):
        """A record is public, and still nothing in the files reads as it."""
        for folder, _, names in os.walk(installation.environment["FLOWKEEP_DATA"]):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        self.assertNotIn(b"Asha Rao", file.read(), path)


if __name__ == "__main__":
    unittest.main(verbosity=1)
