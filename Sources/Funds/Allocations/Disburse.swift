public import Registers
import Store
public import Values

extension Allocations {
    /// Notes that a treasury has paid to the units: the county's, or the city's own where it pays
    /// directly. In the ledger the money is on its way to the unit.
    /// - Parameter day: on which the treasury paid.
    /// - Throws: as `confirmCountyReceipt`.
    public func disburse(_ ids: [Int64], on day: CalendarDate, by viewer: Viewer) async throws
        -> [Record]
    {
        try await take(.disburse, ids, on: day, by: viewer) { line, money, _ in
            money.disburse(line, on: day)
        }
    }
}
