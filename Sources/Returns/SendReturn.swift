import Catalogue
import Journal
public import Registers
public import Store
public import Values

/// One whom a return is sent to.
public enum ReturnReceiver: Sendable, Hashable {
    /// A county or zone, by its code.
    case county(String)
    /// An organisation, by its id.
    case organisation(Int64)
}

extension Returns {
    /// Codes of the list of counties that are nobody's desk.
    private static let noCounties: Set<String> = ["unassigned", "outside"]

    /// The city's counties and zones, in the order of their list.
    public var counties: [ReturnReceiver] {
        (catalogue.list("counties")?.codes ?? []).map(\.code)
            .filter { !Self.noCounties.contains($0) }.map(ReturnReceiver.county)
    }

    /// Sends a return out: each receiver gets a sheet of its own, with what is known beforehand.
    ///
    /// - Parameters:
    ///   - receivers: all counties and zones where nil.
    ///   - version: the version of the collection that the officer looked at.
    /// - Throws: `ReturnRefusal.mistakes`, `.due`, `.otherSection`; `RecordRefusal`.
    /// - Returns: the sheets, in the order of the receivers.
    public func sendReturn(
        _ collection: Int64, to receivers: [ReturnReceiver]? = nil, version: Int64?,
        by party: ReturnParty
    ) async throws -> [Record] {
        try registry.permit(party.viewer, .move, on: try registry.register(Self.collections))
        let returns = self
        return try await database.write(act(party, "collection.issued")) { writer in
            let registry = returns.registry
            let form = try returns.form(writer.reader, collection)
            try returns.permitManaging(party, form, act: "下发报表")
            if !form.mistakes.isEmpty { throw ReturnRefusal.mistakes(form.mistakes) }
            try returns.checkDue(form.collection, writer.now)
            let desks = try returns.desks(receivers ?? returns.counties, writer.reader)
            var draft = Draft(["issued_on": .text(writer.now.businessDate.iso)])
            draft.rows["receivers"] = desks.map(\.row)
            _ = try registry.change(
                Self.collections, collection, to: draft, version: version, writer)
            _ = try registry.move(Self.collections, collection, "issue", version: nil, writer)
            let last = try LastPeriod(returns, form, writer.reader)
            return try desks.enumerated().map { index, desk in
                let known = try last.answers(of: desk.receiver)
                let draft = returns.sheet(form, desk, place: index + 1, known)
                let sheet = try registry.create(draft, in: Self.sheets, writer)
                let words = "收到报表《\(form.name)》，\(ReturnForm.dueWords(sheet)) 前报送"
                try returns.tellReceiver(sheet, "return-sent", words, writer)
                return sheet
            }
        }
    }

    /// What sending it out would give a receiver.
    public struct SendingLine: Sendable {
        /// The name of the county or organisation.
        public let name: String
        /// Rows that stand in its sheet beforehand.
        public let lines: Int
        /// Whether values of last period stand beside.
        public let hasLast: Bool
    }

    /// What sending would do, in the order of the receivers; nothing is written.
    /// - Throws: what `sendReturn` throws.
    public func previewSending(
        _ reader: Reader, _ collection: Int64, to receivers: [ReturnReceiver], at now: Instant,
        by party: ReturnParty
    ) throws -> [SendingLine] {
        try registry.permit(party.viewer, .move, on: try registry.register(Self.collections))
        let form = try form(reader, collection)
        try permitManaging(party, form, act: "下发报表")
        try refuseSending(form)
        if !form.mistakes.isEmpty { throw ReturnRefusal.mistakes(form.mistakes) }
        try checkDue(form.collection, now)
        let last = try LastPeriod(self, form, reader)
        return try desks(receivers, reader).map { desk in
            let known = try last.answers(of: desk.receiver)
            return SendingLine(
                name: desk.name, lines: known.start.rows.count, hasLast: !known.last.rows.isEmpty)
        }
    }

    /// A return goes out once: its columns stay as they were sent.
    /// - Throws: `ReturnRefusal.notNow`.
    public func refuseSending(_ form: ReturnForm) throws {
        guard form.collection.state == "preparing" else {
            throw ReturnRefusal.notNow(
                name: form.name, state: collectionState(form), act: "再下发",
                advice: "一项报表下发一次；漏了对象就另作一项")
        }
    }

    /// A receiver with the name that it goes by.
    private struct Desk {
        let receiver: ReturnReceiver
        let name: String

        /// The collection's own row of it; how far it is stands in its sheet alone.
        var row: [String: Scalar] {
            var row: [String: Scalar] = ["name": .text(name), "status": .text("by-sheet")]
            switch receiver {
            case .county(let code): row["county"] = .text(code)
            case .organisation(let id): row["organisation"] = .integer(id)
            }
            return row
        }
    }

    private func desks(_ receivers: [ReturnReceiver], _ reader: Reader) throws -> [Desk] {
        let ids = receivers.compactMap { receiver -> Int64? in
            if case .organisation(let id) = receiver { id } else { nil }
        }
        let known = try registry.records(reader, "organisation", ids: ids)
        let names = Dictionary(known.map { ($0.id, $0["name"].text ?? "") }) { $1 }
        var mistakes: [String] = receivers.isEmpty ? ["没有下发对象。选县市区，或选单位"] : []
        if Set(receivers).count != receivers.count { mistakes.append("下发对象有重复。每个对象只发一张") }
        var taken: Set<String> = []
        let desks = receivers.compactMap { receiver -> Desk? in
            let name: String?
            switch receiver {
            case .county(let code):
                name = catalogue.list("counties")?[code]?.title
                if name == nil { mistakes.append("没有县市区 \(code)。从名单里选") }
            case .organisation(let id):
                name = names[id]
                if name == nil { mistakes.append("单位登记册里没有编号 \(id)。先登记单位") }
            }
            guard let name else { return nil }
            // Two units of one name are told apart by their number.
            if taken.insert(name).inserted { return Desk(receiver: receiver, name: name) }
            guard case .organisation(let id) = receiver else { return nil }
            return Desk(receiver: receiver, name: "\(name)（#\(id)）")
        }
        if !mistakes.isEmpty { throw ReturnRefusal.mistakes(mistakes) }
        return desks
    }

    private func sheet(_ form: ReturnForm, _ desk: Desk, place: Int, _ known: LastPeriod.Known)
        -> Draft
    {
        var fields: [String: Scalar] = [
            "collection": .integer(form.collection.id), "receiver": .text(desk.name),
            "place": .integer(Int64(place)), "due_on": form.collection["due_on"],
            "due_time": form.collection["due_time"], "form": .text(form.shape),
            "sendings": .integer(0), "corrections": .integer(0),
            "lines": .integer(Int64(known.start.rows.count)),
        ]
        switch desk.receiver {
        case .county(let code): fields["county"] = .text(code)
        case .organisation(let id): fields["organisation"] = .integer(id)
        }
        if !known.start.rows.isEmpty {
            fields["answers"] = .text(known.start.stored(form.columns))
        }
        if !known.last.rows.isEmpty {
            fields["last_values"] = .text(known.last.stored(form.columns))
        }
        return Draft(fields)
    }
}
