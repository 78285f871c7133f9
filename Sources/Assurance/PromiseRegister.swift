/// Every promise that Flowkeep makes, as data.
///
/// Source: docs/spec/promise-register.md.
package enum PromiseRegister {
    package static let all: [Promise] = PromiseGroup.allCases.flatMap(\.promises)
}
