import NIOSSL

/// A certificate for `egress.test` and 127.0.0.1 that lives a hundred years, and its key: for these tests alone.
enum TestCertificate {
    static func certificate() throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
    }

    static func key() throws -> NIOSSLPrivateKey { try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem) }

    private static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIBoDCCAUegAwIBAgIUd+OTb6FsJW6JWqKTaX3wIXCZ+rwwCgYIKoZIzj0EAwIw
        FjEUMBIGA1UEAwwLZWdyZXNzLnRlc3QwIBcNMjYxMTIxMTMyNTI0WhgPMjEyNjEw
        MjgxMzI1MjRaMBYxFDASBgNVBAMMC2VncmVzcy50ZXN0MFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAEb39YPZcGHJsQ8v70FVENiTVrdLLKdvQaK7gA9RKSuq6TiY8G
        xCbLm1N0yqQGCP78/2NDpHcQgDnv2+kOATIk4aNxMG8wHQYDVR0OBBYEFDkelyav
        b+83Qmohro6YM8wKzpgqMB8GA1UdIwQYMBaAFDkelyavb+83Qmohro6YM8wKzpgq
        MA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4ILZWdyZXNzLnRlc3SHBH8AAAEw
        CgYIKoZIzj0EAwIDRwAwRAIgMIrhob5olgnLXaRqhH7qVza6trVngaCVv85+oROi
        ZfACIE17zMYSiAgch2/s4aoj9SAEoIfFVNEsj6mUcvHJ8G6+
        -----END CERTIFICATE-----
        """

    private static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbk03kK/vnyZYap+5
        N+88cTC7k7+ypEsx1gxHGdNJdlWhRANCAARvf1g9lwYcmxDy/vQVUQ2JNWt0ssp2
        9BoruAD1EpK6rpOJjwbEJsubU3TKpAYI/vz/Y0OkdxCAOe/b6Q4BMiTh
        -----END PRIVATE KEY-----
        """
}
