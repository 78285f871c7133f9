/// The headings under which promises are shown, in their order.
package enum PromiseGroup: String, Sendable, Hashable, CaseIterable {
    case manualOnly, encryption, network, running, people, weaknesses, data

    package var promises: [Promise] {
        switch self {
        case .manualOnly: PromiseRegister.manualOnly
        case .encryption: PromiseRegister.encryption
        case .network: PromiseRegister.network
        case .running: PromiseRegister.running
        case .people: PromiseRegister.people
        case .weaknesses: PromiseRegister.weaknesses
        case .data: PromiseRegister.data
        }
    }
}
