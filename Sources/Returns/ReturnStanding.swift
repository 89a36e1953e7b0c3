import Catalogue
public import Registers
public import Store
public import Values

/// How far one receiver is.
public struct SheetStanding: Sendable {
    /// Its record.
    public let sheet: Record
    /// The county, zone or unit, by name.
    public let receiver: String
    /// The state in words: 未打开, 填报中, 已报送.
    public let state: String
    /// Not sent although the deadline has passed.
    public let isOverdue: Bool
    /// The last day on which it was reminded.
    public let remindedOn: String?

    /// Whether it is in the hands of the bureau.
    public var isSent: Bool { ["sent", "accepted"].contains(sheet.state) }
    /// Whether it first came after the deadline.
    public var isLate: Bool { sheet["late"].integer == 1 }
}

/// How far a return is: who has not opened, opened, sent.
public struct ReturnStanding: Sendable {
    /// What was asked.
    public let form: ReturnForm
    /// The state of the return in words.
    public let state: String
    /// In the order of counties, then units.
    public let sheets: [SheetStanding]

    /// Receivers by the words of their states, in the order of the way that a sheet goes.
    public var counts: [(state: String, count: Int)] {
        let order = ["unopened", "opened", "draft", "returned", "sent", "accepted", "lapsed"]
        return order.compactMap { name in
            let found = sheets.filter { $0.sheet.state == name }
            return found.first.map { ($0.state, found.count) }
        }
    }

    /// 13 个单位：未打开 2、填报中 3、已报送 8；逾期未报 1.
    public var words: String {
        let parts = counts.map { "\($0.state) \($0.count)" }.joined(separator: "、")
        let overdue = sheets.count(where: \.isOverdue)
        return "\(sheets.count) 个单位：\(parts)" + (overdue > 0 ? "；逾期未报 \(overdue)" : "")
    }
}

extension Returns {
    /// How far a return is at a moment.
    /// - Throws: `ReturnRefusal.otherSection`, `.notManager`; `RecordRefusal`.
    public func standing(
        _ reader: Reader, _ collection: Int64, at now: Instant, by party: ReturnParty
    ) throws -> ReturnStanding {
        try registry.permit(party.viewer, .read, on: try registry.register(Self.collections))
        let form = try form(reader, collection)
        try permitManaging(party, form, act: "查看各地进度")
        return try standing(reader, form, now)
    }

    func standing(_ reader: Reader, _ form: ReturnForm, _ now: Instant) throws -> ReturnStanding {
        let reminders = form.collection.rows["reminders"] ?? []
        let sheets = try sheets(reader, of: form.collection.id).map { sheet in
            let name = sheet["receiver"].text ?? ""
            let isOpen = Self.fillable.contains(sheet.state)
            return SheetStanding(
                sheet: sheet, receiver: name, state: sheetState(sheet),
                isOverdue: isOpen && now.businessTime > ReturnForm.due(sheet),
                remindedOn: reminders.filter { $0["to_whom"]?.text == name }
                    .compactMap { $0["reminded_on"]?.text }.max())
        }
        return ReturnStanding(form: form, state: collectionState(form), sheets: sheets)
    }
}
