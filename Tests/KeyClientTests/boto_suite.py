"""boto3 through the life of a key. The same suite runs against keeper and against moto's AWS KMS."""

import base64
import datetime
import unittest
import uuid

from botocore.exceptions import ClientError

SERVICE = None
CONTEXT = {"app": "flowkeep", "use": "test"}
DAY = datetime.timedelta(days=1)


class Case(unittest.TestCase):
    def setUp(self):
        self.kms = SERVICE.client()

    def tearDown(self):
        self.kms.close()

    def key(self, **arguments):
        return self.kms.create_key(**arguments)["KeyMetadata"]["KeyId"]

    def mac_key(self):
        return self.key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")

    def refused(self, code, operation, **arguments):
        with self.assertRaises(ClientError) as caught:
            operation(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def seal(self, key, plaintext=b"secret", context=CONTEXT):
        return self.kms.encrypt(KeyId=key, Plaintext=plaintext, EncryptionContext=context)["CiphertextBlob"]

    def open(self, blob, context=CONTEXT, **arguments):
        return self.kms.decrypt(CiphertextBlob=blob, EncryptionContext=context, **arguments)["Plaintext"]

    def exact(self):
        if not SERVICE.is_exact:
            self.skipTest(f"{SERVICE.name} does not know this rule of AWS")


class Cryptography(Case):
    def test_create_and_describe(self):
        made = self.kms.create_key(Description="main", Tags=[{"TagKey": "a", "TagValue": "b"}])["KeyMetadata"]
        described = self.kms.describe_key(KeyId=made["Arn"])["KeyMetadata"]
        self.assertEqual(described["KeyId"], made["KeyId"])
        self.assertEqual(described["Description"], "main")
        self.assertEqual(described["KeyState"], "Enabled")
        self.assertIsInstance(described["CreationDate"], datetime.datetime)
        self.assertEqual(self.kms.list_resource_tags(KeyId=made["KeyId"])["Tags"], [{"TagKey": "a", "TagValue": "b"}])

    def test_encrypt_and_decrypt(self):
        key = self.key()
        blob = self.seal(key)
        self.assertEqual(self.open(blob), b"secret")
        self.assertEqual(self.open(blob, KeyId=key), b"secret")
        self.refused("InvalidCiphertextException", self.kms.decrypt, CiphertextBlob=blob, EncryptionContext={"a": "b"})
        self.refused("NotFoundException", self.kms.encrypt, KeyId=str(uuid.uuid4()), Plaintext=b"x")

    def test_a_changed_byte_does_not_open(self):
        self.exact()
        blob = self.seal(self.key())
        for position in range(0, len(blob), 5):
            changed = bytearray(blob)
            changed[position] ^= 1
            self.refused(
                "InvalidCiphertextException", self.kms.decrypt, CiphertextBlob=bytes(changed), EncryptionContext=CONTEXT
            )

    def test_another_key_than_named(self):
        self.exact()
        blob, other = self.seal(self.key()), self.key()
        self.refused(
            "IncorrectKeyException", self.kms.decrypt, CiphertextBlob=blob, EncryptionContext=CONTEXT, KeyId=other
        )

    def test_data_keys(self):
        key = self.key()
        made = self.kms.generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=CONTEXT)
        self.assertEqual(len(made["Plaintext"]), 32)
        self.assertEqual(self.open(made["CiphertextBlob"]), made["Plaintext"])
        made = self.kms.generate_data_key(KeyId=key, NumberOfBytes=64, EncryptionContext=CONTEXT)
        self.assertEqual(len(made["Plaintext"]), 64)
        wrapped = self.kms.generate_data_key_without_plaintext(KeyId=key, KeySpec="AES_128", EncryptionContext=CONTEXT)
        self.assertNotIn("Plaintext", wrapped)
        self.assertEqual(len(self.open(wrapped["CiphertextBlob"])), 16)

    def test_re_encrypt(self):
        source, destination = self.key(), self.key()
        blob = self.seal(source)
        moved = self.kms.re_encrypt(
            CiphertextBlob=blob, SourceEncryptionContext=CONTEXT, DestinationKeyId=destination,
            DestinationEncryptionContext={"app": "other"},
        )
        self.assertTrue(moved["KeyId"].endswith(destination))
        self.assertTrue(moved["SourceKeyId"].endswith(source))
        self.assertEqual(self.open(moved["CiphertextBlob"], {"app": "other"}), b"secret")

    def test_codes(self):
        key = self.mac_key()
        made = self.kms.generate_mac(KeyId=key, Message=b"message", MacAlgorithm="HMAC_SHA_256")
        arguments = dict(KeyId=key, MacAlgorithm="HMAC_SHA_256", Mac=made["Mac"])
        self.assertTrue(self.kms.verify_mac(Message=b"message", **arguments)["MacValid"])
        self.refused("KMSInvalidMacException", self.kms.verify_mac, Message=b"other", **arguments)
        arguments = dict(KeyId=self.key(), Message=b"message", MacAlgorithm="HMAC_SHA_256")
        self.refused("InvalidKeyUsageException", self.kms.generate_mac, **arguments)

    def test_dry_run(self):
        self.exact()
        key = self.key()
        self.refused("DryRunOperationException", self.kms.encrypt, KeyId=key, Plaintext=b"x", DryRun=True)
        self.refused("NotFoundException", self.kms.encrypt, KeyId=str(uuid.uuid4()), Plaintext=b"x", DryRun=True)


class Life(Case):
    def test_rotate(self):
        key = self.key()
        before = self.seal(key)
        self.assertFalse(self.kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"])
        self.kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=90)
        status = self.kms.get_key_rotation_status(KeyId=key)
        self.assertTrue(status["KeyRotationEnabled"])
        if SERVICE.is_exact:
            self.assertEqual(status["RotationPeriodInDays"], 90)
            wait = status["NextRotationDate"] - datetime.datetime.now(datetime.timezone.utc)
            self.assertTrue(89 * DAY < wait <= 90 * DAY)
        self.kms.rotate_key_on_demand(KeyId=key)
        rotations = self.kms.list_key_rotations(KeyId=key)["Rotations"]
        self.assertEqual([rotation["RotationType"] for rotation in rotations], ["ON_DEMAND"])
        self.assertEqual(self.open(before), b"secret")
        self.assertEqual(self.open(self.seal(key)), b"secret")
        self.kms.disable_key_rotation(KeyId=key)
        self.assertFalse(self.kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"])

    def test_disable_and_enable(self):
        key = self.key()
        blob = self.seal(key)
        self.kms.disable_key(KeyId=key)
        self.assertEqual(self.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "Disabled")
        if SERVICE.is_exact:
            self.refused("DisabledException", self.kms.encrypt, KeyId=key, Plaintext=b"x")
            self.refused("DisabledException", self.kms.decrypt, CiphertextBlob=blob, EncryptionContext=CONTEXT)
        self.kms.enable_key(KeyId=key)
        self.assertEqual(self.open(blob), b"secret")

    def test_delete(self):
        key = self.key()
        blob = self.seal(key)
        answer = self.kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        wait = answer["DeletionDate"] - datetime.datetime.now(datetime.timezone.utc)
        self.assertTrue(6 * DAY < wait <= 7 * DAY)
        self.assertEqual(self.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "PendingDeletion")
        if SERVICE.is_exact:
            self.refused("KMSInvalidStateException", self.kms.decrypt, CiphertextBlob=blob, EncryptionContext=CONTEXT)
            self.refused("KMSInvalidStateException", self.kms.enable_key, KeyId=key)
        self.kms.cancel_key_deletion(KeyId=key)
        self.assertEqual(self.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"], "Disabled")
        self.kms.enable_key(KeyId=key)
        self.assertEqual(self.open(blob), b"secret")

    def test_the_end_is_neither_too_near_nor_too_far(self):
        self.exact()
        for days in (6, 31):
            self.refused(
                "ValidationException", self.kms.schedule_key_deletion, KeyId=self.key(), PendingWindowInDays=days
            )


class Names(Case):
    def test_aliases(self):
        key, other = self.key(), self.key()
        name = f"alias/flowkeep-{uuid.uuid4()}"
        self.kms.create_alias(AliasName=name, TargetKeyId=key)
        self.refused("AlreadyExistsException", self.kms.create_alias, AliasName=name, TargetKeyId=key)
        blob = self.seal(name)
        listed = self.kms.list_aliases(KeyId=key)["Aliases"]
        self.assertEqual([alias["AliasName"] for alias in listed], [name])
        self.kms.update_alias(AliasName=name, TargetKeyId=other)
        self.assertEqual(self.kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"], other)
        self.assertEqual(self.open(blob), b"secret")
        self.kms.delete_alias(AliasName=name)
        self.refused("NotFoundException", self.kms.describe_key, KeyId=name)

    def test_tags(self):
        key = self.key()
        self.kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "1"}, {"TagKey": "b", "TagValue": "2"}])
        self.kms.untag_resource(KeyId=key, TagKeys=["a"])
        self.assertEqual(self.kms.list_resource_tags(KeyId=key)["Tags"], [{"TagKey": "b", "TagValue": "2"}])

    def test_lists_come_in_pages(self):
        self.exact()
        made = {self.key() for _ in range(5)}
        paginator = self.kms.get_paginator("list_keys")
        found = [key["KeyId"] for page in paginator.paginate(PaginationConfig={"PageSize": 2}) for key in page["Keys"]]
        self.assertEqual(len(found), len(set(found)))
        self.assertTrue(made <= set(found))


class Callers(Case):
    def test_who_does_not_know_the_secret_is_refused(self):
        self.exact()
        refusals = {
            "InvalidSignatureException": [{"aws_secret_access_key": "other"}, {"region_name": "eu-central-1"}],
            "UnrecognizedClientException": [{"aws_access_key_id": "OTHER"}, {"aws_session_token": "token"}],
        }
        for code, changes in refusals.items():
            for change in changes:
                client = SERVICE.client(**change)
                self.refused(code, client.list_keys)
                client.close()


class Kills(Case):
    def test_what_was_answered_is_there_after_a_kill(self):
        self.exact()
        key = self.key(Tags=[{"TagKey": "round", "TagValue": "0"}])
        name = f"alias/flowkeep-{uuid.uuid4()}"
        self.kms.create_alias(AliasName=name, TargetKeyId=key)
        blobs = []
        for round_number in range(1, 6):
            blobs.append(self.seal(key, base64.b64encode(bytes([round_number]))))
            self.kms.rotate_key_on_demand(KeyId=key)
            self.kms.tag_resource(KeyId=key, Tags=[{"TagKey": "round", "TagValue": str(round_number)}])
            SERVICE.kill()
            SERVICE.start()
            tags = self.kms.list_resource_tags(KeyId=key)["Tags"]
            self.assertEqual(tags, [{"TagKey": "round", "TagValue": str(round_number)}])
            self.assertEqual(len(self.kms.list_key_rotations(KeyId=key)["Rotations"]), round_number)
            self.assertEqual(self.kms.describe_key(KeyId=name)["KeyMetadata"]["KeyId"], key)
        for number, blob in enumerate(blobs, 1):
            self.assertEqual(self.open(blob), base64.b64encode(bytes([number])))
