import Catalogue
public import Registers
import Store
public import Values

extension Allocations {
    /// Confirms that the money is in the unit's account, by the bank's receipt.
    ///
    /// The unit itself confirms. For one without an account here its county or the bureau's finance
    /// does, and says why.
    /// - Parameters:
    ///   - day: on which the bank booked it.
    ///   - receipt: the number of the bank's receipt.
    ///   - reason: needed of whoever confirms in the unit's place.
    /// - Throws: `AllocationRefusal.steps`, `.badStep`; `RecordRefusal`; `RefusedTransfer`.
    public func confirmArrival(
        _ id: Int64, on day: CalendarDate, receipt: String, reason: String? = nil,
        by viewer: Viewer
    ) async throws -> Record {
        let receipt = receipt.trimmed
        if receipt.isEmpty {
            throw AllocationRefusal.badStep("没有到账回单号", advice: "填银行回单上的流水号或凭证号")
        }
        let isOwn = viewer.role.reach == .organisation
        let reason = reason?.trimmed ?? ""
        if !isOwn, reason.isEmpty {
            throw RecordRefusal.needsReason(what: "代单位确认到账")
        }
        let fields: [String: Scalar] = [
            "receipt_no": .text(receipt), "confirmed_by": .text(viewer.name),
            "by_proxy": .integer(isOwn ? 0 : 1),
        ]
        let taken = try await take(
            .arrive, [id], on: day, by: viewer, fields: fields,
            reason: isOwn ? nil : "代为确认：\(reason)"
        ) { line, money, writer in try money.arrive(line, on: day, writer.reader) }
        guard let line = taken.first else { throw AllocationRefusal.nothingChosen }
        return line
    }
}

extension String {
    /// Without blanks around it.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
}
