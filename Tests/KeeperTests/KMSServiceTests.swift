import KeyService
import Testing

@testable import Keeper

@Suite("KMS operations")
struct KMSServiceTests {
    let fixture: KeeperFixture
    let service: KMSService

    init() throws {
        fixture = try KeeperFixture()
        service = try fixture.makeService()
    }

    private func answer(_ operation: KMSOperation, _ body: String) throws(KMSException) -> [String: JSON] {
        let bytes = try service.answer(operation, Array(body.utf8))
        guard let value = try? JSONParser.parse(bytes), case .object(let members) = value else { return [:] }
        return members
    }

    private func text(_ value: JSON?) throws -> String {
        guard case .string(let text) = try #require(value) else { throw KMSException.serialization }
        return text
    }

    private func makeKey() throws -> String {
        guard case .object(let metadata) = try answer(.createKey, "{}")["KeyMetadata"] else {
            throw KMSException.serialization
        }
        return try text(metadata["KeyId"])
    }

    @Test("CreateKey and DescribeKey answer with the metadata of AWS KMS")
    func metadata() throws {
        let created = try answer(.createKey, #"{"Description":"main","KeySpec":"SYMMETRIC_DEFAULT"}"#)
        guard case .object(let metadata) = created["KeyMetadata"] else {
            Issue.record("no metadata")
            return
        }
        let id = try text(metadata["KeyId"])
        #expect(
            metadata == [
                "AWSAccountId": .string("000000000000"),
                "Arn": .string("arn:flowkeep:kms:local:000000000000:key/" + id),
                "CreationDate": .number("1767225600.250"),
                "CustomerMasterKeySpec": .string("SYMMETRIC_DEFAULT"),
                "Description": .string("main"),
                "Enabled": .bool(true),
                "EncryptionAlgorithms": .array([.string("SYMMETRIC_DEFAULT")]),
                "KeyId": .string(id),
                "KeyManager": .string("CUSTOMER"),
                "KeySpec": .string("SYMMETRIC_DEFAULT"),
                "KeyState": .string("Enabled"),
                "KeyUsage": .string("ENCRYPT_DECRYPT"),
                "MultiRegion": .bool(false),
                "Origin": .string("AWS_KMS"),
            ]
        )
        #expect(try answer(.describeKey, #"{"KeyId":"\#(id)"}"#) == created)
    }

    @Test(
        "GenerateDataKey gives the length that was asked for, in either way",
        arguments: [
            (#""KeySpec":"AES_256""#, 44), (#""KeySpec":"AES_128""#, 24), (#""NumberOfBytes":64"#, 88),
        ]
    )
    func dataKey(_ length: String, _ textCount: Int) throws {
        let id = try makeKey()
        let members = try answer(.generateDataKey, #"{"KeyId":"\#(id)",\#(length),"EncryptionContext":{"a":"b"}}"#)
        #expect(try text(members["Plaintext"]).utf8.count == textCount)
        #expect(try text(members["KeyId"]).hasSuffix(id))
        let blob = try text(members["CiphertextBlob"])
        let opened = try answer(.decrypt, #"{"CiphertextBlob":"\#(blob)","EncryptionContext":{"a":"b"}}"#)
        #expect(opened["Plaintext"] == members["Plaintext"])
        #expect(opened["EncryptionAlgorithm"] == .string("SYMMETRIC_DEFAULT"))
    }

    @Test("the order of the context's pairs does not matter, their values do")
    func context() throws {
        let id = try makeKey()
        let body = #"{"KeyId":"\#(id)","Plaintext":"AQI=","EncryptionContext":{"a":"1","b":"2"}}"#
        let blob = try text(try answer(.encrypt, body)["CiphertextBlob"])
        let reordered = #"{"CiphertextBlob":"\#(blob)","EncryptionContext":{"b":"2","a":"1"}}"#
        #expect(try answer(.decrypt, reordered)["Plaintext"] == .string("AQI="))
        for wrong in [#"{"a":"2","b":"1"}"#, #"{"a":"1"}"#, "{}"] {
            #expect(throws: KMSException.invalidCiphertext) {
                try answer(.decrypt, #"{"CiphertextBlob":"\#(blob)","EncryptionContext":\#(wrong)}"#)
            }
        }
    }

    @Test("Decrypt refuses a ciphertext of another key than the one named")
    func incorrectKey() throws {
        let (id, other) = (try makeKey(), try makeKey())
        let blob = try text(try answer(.encrypt, #"{"KeyId":"\#(id)","Plaintext":"AQI="}"#)["CiphertextBlob"])
        #expect(
            try answer(.decrypt, #"{"CiphertextBlob":"\#(blob)","KeyId":"\#(id)"}"#)["Plaintext"] == .string("AQI=")
        )
        #expect(throws: KMSException.incorrectKey) {
            try answer(.decrypt, #"{"CiphertextBlob":"\#(blob)","KeyId":"\#(other)"}"#)
        }
    }

    @Test(
        "members that are missing, unknown, twice there or of another kind are refused",
        arguments: [
            (KMSOperation.createKey, #"{"Policy":"{}"}"#, KMSException.validation),
            (.createKey, #"{"KeySpec":"RSA_2048"}"#, .validation),
            (.createKey, #"{"KeyUsage":"SIGN_VERIFY"}"#, .validation),
            (.createKey, #"{"Description":7}"#, .serialization),
            (.createKey, #"{"Description":"a","Description":"b"}"#, .serialization),
            (.createKey, "[]", .serialization),
            (.createKey, "", .serialization),
            (.describeKey, "{}", .validation),
            (.describeKey, #"{"KeyId":null}"#, .serialization),
            (.describeKey, #"{"KeyId":"alias/x"}"#, .notFound),
            (.describeKey, #"{"KeyId":"1234abcd-12ab-44cd-96ef-1234567890ab"}"#, .notFound),
            (.generateDataKey, #"{"KeyId":"ID"}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","NumberOfBytes":32}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","NumberOfBytes":0}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","NumberOfBytes":1025}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","NumberOfBytes":1.5}"#, .serialization),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","DryRun":true}"#, .dryRun),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","DryRun":1}"#, .serialization),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","GrantTokens":["a"]}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","Recipient":{}}"#, .validation),
            (.createKey, #"{"MultiRegion":true}"#, .validation),
            (.createKey, #"{"KeySpec":"HMAC_256"}"#, .validation),
            (.createKey, #"{"KeyUsage":"GENERATE_VERIFY_MAC"}"#, .validation),
            (.createKey, #"{"KeySpec":"SYMMETRIC_DEFAULT","CustomerMasterKeySpec":"HMAC_256"}"#, .validation),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","EncryptionContext":{"a":1}}"#, .serialization),
            (.generateDataKey, #"{"KeyId":"ID","KeySpec":"AES_256","EncryptionContext":{"a":"é"}}"#, .validation),
            (.encrypt, #"{"KeyId":"ID"}"#, .validation),
            (.encrypt, #"{"KeyId":"ID","Plaintext":""}"#, .validation),
            (.encrypt, #"{"KeyId":"ID","Plaintext":"AQ"}"#, .serialization),
            (.encrypt, #"{"KeyId":"ID","Plaintext":"AQI=","EncryptionAlgorithm":"RSAES_OAEP_SHA_1"}"#, .validation),
            (.decrypt, #"{"CiphertextBlob":"AQI="}"#, .invalidCiphertext),
            (.decrypt, "{}", .validation),
        ]
    )
    func refused(_ operation: KMSOperation, _ body: String, _ expected: KMSException) throws {
        let id = try makeKey()
        #expect(throws: expected) { try answer(operation, body.replacing("\"ID\"", with: "\"\(id)\"")) }
    }

    @Test("every exception of the protocol becomes the error it stands for")
    func exceptions() {
        let expected: [KMSException: KeyServiceError] = [
            .accessDenied: .accessDenied, .alreadyExists: .validation, .disabled: .disabled, .dryRun: .validation,
            .incompleteSignature: .accessDenied, .incorrectKey: .invalidCiphertext, .internalFailure: .unavailable,
            .invalidAliasName: .validation, .invalidCiphertext: .invalidCiphertext, .invalidKeyUsage: .validation,
            .invalidMac: .invalidCiphertext, .invalidMarker: .validation, .invalidSignature: .accessDenied,
            .invalidState: .disabled, .limitExceeded: .throttled, .missingSignature: .accessDenied,
            .notFound: .notFound, .serialization: .validation, .tag: .validation, .throttling: .throttled,
            .unknownCaller: .accessDenied, .unknownOperation: .validation, .unsupported: .validation,
            .validation: .validation, .expiredToken: .credentialsExpired, .sealed: .sealed, .keysDamaged: .validation,
            .wrongPassphrase: .validation, .wrongShare: .validation,
        ]
        for exception in KMSException.allCases {
            #expect(KMSException.keyServiceError(named: exception.rawValue) == expected[exception])
        }
    }
}
