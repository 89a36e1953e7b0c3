import Registers
import Store
import Values

/// How the steps of an allocation move money in the ledger.
///
/// fund → county → unit, or fund → unit; on its way while nobody has confirmed that it came.
struct AllocationMoney {
    let allocations: Allocations
    let paper: Record
    /// The name of the special fund.
    let earmark: String

    init(_ allocations: Allocations, _ paper: Record, _ reader: Reader) throws {
        self.allocations = allocations
        self.paper = paper
        earmark = try allocations.earmark(reader, paper)
    }

    private var year: Int { Int(paper["year"].integer ?? 0) }
    private var fundID: Int64 { paper["earmark"].integer ?? 0 }

    var fund: LedgerAccount { .fund(fundID, earmark, year: year) }

    func county(_ line: Record) -> LedgerAccount {
        let code = line["county"].text ?? ""
        return .county(code, allocations.county(code), earmark: fundID, year: year)
    }

    func unit(_ line: Record) -> LedgerAccount {
        .unit(
            "\(Allocations.lines)#\(line.id)", line["recipient"].text ?? "", earmark: fundID,
            year: year, organisation: line["organisation"].integer, county: line["county"].text)
    }

    /// Where the money is before it is disbursed to the unit.
    private func before(_ line: Record) -> LedgerAccount {
        line["through"].text == "direct" ? fund : county(line)
    }

    /// One movement that belongs to an allocation.
    func request(
        _ line: Record, _ step: String, _ event: String, from giver: LedgerAccount,
        to taker: LedgerAccount, _ amount: Money, on day: CalendarDate,
        _ phase: TransferRequest.Phase = .posted, note: String? = nil
    ) -> TransferRequest {
        TransferRequest(
            "\(Allocations.lines)#\(line.id)/\(step)", event, from: giver, to: taker, amount,
            on: day, phase: phase, about: .init(Allocations.lines, line.id),
            docNo: paper["doc_no"].text, note: note)
    }

    /// Issued: the fund's money is on its way, and cannot be given twice.
    func issue(_ line: Record, _ amount: Money, on day: CalendarDate, step: String = "issue")
        -> TransferRequest
    {
        let taker = line["through"].text == "direct" ? unit(line) : county(line)
        return request(line, step, "allocation", from: fund, to: taker, amount, on: day, .pending)
    }

    /// The county has it.
    func receive(_ line: Record, on day: CalendarDate, _ reader: Reader) throws -> [TransferRequest]
    {
        let pending = try pending(line, reader)
        return [
            request(
                line, "receive", "allocation", from: fund, to: county(line), line.net, on: day,
                .settling(pending.id))
        ]
    }

    /// On its way from the county's treasury; the city's own pays what was on its way already.
    func disburse(_ line: Record, on day: CalendarDate, step: String = "disburse")
        -> [TransferRequest]
    {
        guard line["through"].text != "direct" else { return [] }
        return [
            request(
                line, step, "disbursement", from: county(line), to: unit(line), line.net, on: day,
                .pending)
        ]
    }

    /// The unit has it.
    func arrive(_ line: Record, on day: CalendarDate, _ reader: Reader) throws -> [TransferRequest]
    {
        let pending = try pending(line, reader)
        return [
            request(
                line, "arrive", "arrival", from: before(line), to: unit(line), line.net, on: day,
                .settling(pending.id))
        ]
    }

    /// Back to the fund, whole or in part, from wherever it is now.
    func giveBack(
        _ line: Record, _ amount: Money, number: Int, on day: CalendarDate, reason: String,
        _ reader: Reader
    ) throws -> [TransferRequest] {
        let rest = Money(fen: line.net.fen - amount.fen)
        let step = "return/\(number)"
        func back(from giver: LedgerAccount) -> TransferRequest {
            request(line, step, "refund", from: giver, to: fund, amount, on: day, note: reason)
        }
        switch line.state {
        case "at-county": return [back(from: county(line))]
        case "arrived": return [back(from: unit(line))]
        default: break
        }
        // What is on its way does not go; what stays on its way goes again.
        let pending = try pending(line, reader)
        let isOfFund = line.state == "issued" || line["through"].text == "direct"
        let giver = isOfFund ? fund : county(line)
        let taker =
            line.state == "issued" && line["through"].text != "direct" ? county(line) : unit(line)
        var requests = [
            request(
                line, "\(step)/void", isOfFund ? "allocation" : "disbursement", from: giver,
                to: taker, pending.amount, on: day, .voiding(pending.id), note: reason)
        ]
        if rest > .zero {
            requests.append(
                request(
                    line, "\(step)/again", isOfFund ? "allocation" : "disbursement", from: giver,
                    to: taker, rest, on: day, .pending))
        }
        if !isOfFund { requests.append(back(from: county(line))) }
        return requests
    }

    /// What is on its way of an allocation.
    /// - Throws: `AllocationRefusal.steps` where the books know of none.
    private func pending(_ line: Record, _ reader: Reader) throws -> (id: Int64, amount: Money) {
        let row = try reader.first(
            """
            SELECT t.id, t.amount FROM ledger_transfer t
            WHERE t.about_register = \(Allocations.lines) AND t.about_record = \(line.id)
            AND t.phase = 'pending'
            AND NOT EXISTS (SELECT 1 FROM ledger_transfer e WHERE e.settles = t.id)
            ORDER BY t.id DESC LIMIT 1
            """)
        guard let row, let id = row[0].integer else {
            throw AllocationRefusal.steps([
                StepObstacle(
                    id: line.id, recipient: line["recipient"].text ?? "",
                    what: "资金台账里没有这一笔在途，请用 dongting ledger verify 查明。")
            ])
        }
        return (id, Money(fen: row[1].integer ?? 0))
    }
}
