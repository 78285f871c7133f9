import KeyService
import Primitives
import TestSupport

@testable import Keeper

/// Keeper's answers without a socket between, over a directory of its own.
struct KeeperInProcess {
    let client: KMSClient
    let keys: CustomerKeyStore
    private let directory: TemporaryDirectory

    init(now: @escaping Now) throws {
        directory = try TemporaryDirectory("keeper-data")
        keys = try CustomerKeyStore(try KeysDirectory(directory.path("keeper")), root: RootKey.make())
        let service = KMSService(keys: keys, region: "local", now: now)
        client = KMSClient(
            endpoint: .socket(path: "none"),
            transport: Direct(service: service),
            now: now
        )
    }

    private struct Direct: KeyServiceTransport {
        let service: KMSService

        func send(_ request: TransportRequest) async throws(TransportFailure) -> TransportAnswer {
            guard let target = request.headers.first(where: { $0.name.lowercased() == "x-amz-target" })?.value,
                let operation = KMSOperation(target: target)
            else { throw .final }
            do throws(KMSException) {
                return TransportAnswer(status: 200, errorType: nil, body: try service.answer(operation, request.body))
            } catch {
                return TransportAnswer(status: error.status, errorType: error.rawValue, body: Array("{}".utf8))
            }
        }

        func shutdown() async throws {}
    }
}
