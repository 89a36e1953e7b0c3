import Registers
public import Store
public import Values

extension Ledger {
    /// Enters transfers into the books inside a write: all of them or none.
    ///
    /// Movements that belong together (money out of one account and the promise that it fulfils)
    /// are handed over together.
    /// - Throws: `RefusedTransfer` with the first rule that is broken; the journal keeps it.
    /// - Returns: the ids of the transfers, in their order; of one that was booked before under the
    ///   same key, its id then.
    @discardableResult
    public func post(_ requests: [TransferRequest], _ writer: Writer) throws -> [Int64] {
        var posting = try Posting(self, requests, writer)
        var ids: [Int64] = []
        for request in requests {
            do {
                ids.append(try posting.enter(request))
            } catch let refusal as LedgerRefusal {
                throw RefusedTransfer(refusal, request, registry)
            }
        }
        try posting.finish()
        return ids
    }

    /// Takes a posted transfer back by one that goes the other way; it itself stays as it is.
    /// - Parameters:
    ///   - amount: less than all of it, where only that came back; nil for all.
    ///   - day: when it went back.
    ///   - reason: why, in the journal's words.
    /// - Throws: `RefusedTransfer`: not posted, reversed already, or the money is not there any
    ///   more.
    @discardableResult
    public func reverse(
        _ id: Int64, key: String, amount: Money? = nil, on day: CalendarDate, reason: String,
        event: String = "reversal", about: TransferRequest.About? = nil, _ writer: Writer
    ) throws -> Int64 {
        let record = try registry.record(writer.reader, Self.transfers, id)
        func account(_ field: String) throws -> LedgerAccount {
            LedgerAccount(
                try registry.record(writer.reader, Self.accounts, record[field].integer ?? 0))
        }
        var request = TransferRequest(
            key, event, from: try account("debit"), to: try account("credit"),
            amount ?? Money(fen: record["amount"].integer ?? 0), on: day, about: about,
            docNo: record["doc_no"].text, note: reason)
        request.reverses = id
        return try post([request], writer)[0]
    }
}
