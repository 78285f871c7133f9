"""The aws command against keeper: what an administrator types."""

import base64
import json
import os
import subprocess
import sys
import unittest

SERVICE = None


class Administrator(unittest.TestCase):
    def aws(self, *words, fails=False):
        environment = dict(
            os.environ,
            AWS_ACCESS_KEY_ID=SERVICE.access_key,
            AWS_SECRET_ACCESS_KEY=SERVICE.secret,
            AWS_DEFAULT_REGION=SERVICE.region,
            AWS_CONFIG_FILE=os.devnull,
            NO_PROXY="127.0.0.1",
        )
        program = os.path.join(os.path.dirname(sys.executable), "aws")
        command = [program, "--endpoint-url", f"http://127.0.0.1:{SERVICE.port}", "--output", "json", "kms", *words]
        result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode != 0, fails, result.stderr)
        return result.stderr if fails else json.loads(result.stdout or "{}")

    def test_the_life_of_a_key(self):
        made = self.aws("create-key", "--description", "by hand", "--tags", "TagKey=a,TagValue=b")
        key = made["KeyMetadata"]["KeyId"]
        self.aws("create-alias", "--alias-name", f"alias/{key}", "--target-key-id", key)
        blob = self.aws("encrypt", "--key-id", f"alias/{key}", "--plaintext", "secret")["CiphertextBlob"]
        # Version 1 of the command writes base 64 and reads bytes.
        sealed = os.path.join(SERVICE.directory.name, "sealed")
        with open(sealed, "wb") as file:
            file.write(base64.b64decode(blob))
        blob = "fileb://" + sealed
        self.aws("enable-key-rotation", "--key-id", key, "--rotation-period-in-days", "90")
        self.aws("rotate-key-on-demand", "--key-id", key)
        self.assertEqual(self.aws("decrypt", "--ciphertext-blob", blob)["Plaintext"], "c2VjcmV0")
        self.aws("disable-key", "--key-id", key)
        self.assertIn("DisabledException", self.aws("decrypt", "--ciphertext-blob", blob, fails=True))
        self.aws("schedule-key-deletion", "--key-id", key, "--pending-window-in-days", "7")
        state = self.aws("describe-key", "--key-id", key)["KeyMetadata"]["KeyState"]
        self.assertEqual(state, "PendingDeletion")
        self.assertIn(key, [entry["KeyId"] for entry in self.aws("list-keys")["Keys"]])
