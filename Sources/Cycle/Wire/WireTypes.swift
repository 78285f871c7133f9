import FoundationEssentials
import SwiftProtobuf
import Vault

typealias WireCycleChanges = Flowkeep_Cycle_V1_CycleChanges
typealias WireCycleChange = Flowkeep_Cycle_V1_CycleChange
typealias WireCycleSnapshot = Flowkeep_Cycle_V1_CycleSnapshot
typealias WireDayFields = Flowkeep_Cycle_V1_DayFields
typealias WireMethod = Flowkeep_Cycle_V1_Method
typealias WireMedicine = Flowkeep_Cycle_V1_Medicine
typealias WireAppointment = Flowkeep_Cycle_V1_Appointment
typealias WireFeed = Flowkeep_Cycle_V1_CalendarFeed
typealias WirePutItem = Flowkeep_Cycle_V1_PutItem
typealias WireSetMode = Flowkeep_Cycle_V1_SetMode
typealias WireSetMark = Flowkeep_Cycle_V1_SetMark
typealias WireSetFeeling = Flowkeep_Cycle_V1_SetFeeling
typealias WireDiarySettings = Flowkeep_Cycle_V1_Settings
typealias WireImport = Flowkeep_Cycle_V1_Import

extension SwiftProtobuf.Message {
    /// A field this version does not know would be lost with the next snapshot: it is refused.
    func checkKnown() throws(TrackerError) {
        guard unknownFields.data.isEmpty else { throw .unknownSchema(CycleTracker.schema + 1) }
    }
}

/// A code of the diary from its number; one that is not known was written by a newer version.
func code<Code: RawRepresentable>(_ number: some BinaryInteger) throws(TrackerError) -> Code
where Code.RawValue == UInt8 {
    guard let raw = UInt8(exactly: number), let code = Code(rawValue: raw) else {
        throw .unknownSchema(CycleTracker.schema + 1)
    }
    return code
}
