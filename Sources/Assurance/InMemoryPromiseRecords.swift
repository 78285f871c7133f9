/// Records that end with the process.
package actor InMemoryPromiseRecords: PromiseRecordStore {
    private var records: [PromiseRecord] = []

    package init() {}

    package func all() -> [PromiseRecord] { records }

    package func add(_ record: PromiseRecord) { records.append(record) }
}
