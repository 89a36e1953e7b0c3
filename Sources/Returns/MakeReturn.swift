import Catalogue
import Journal
public import Registers
public import Store
public import Values
import Work

/// What an officer asks for.
public struct ReturnPlan: Sendable {
    /// One column: a field of the register, or a heading with a type.
    public struct Column: Sendable {
        /// A field's name; nil for a column of the officer's own.
        public var field: String?
        /// The field's title where nil.
        public var heading: String?
        /// A code of list `column-types`.
        public var type: String?
        /// 家, 人; 元, 万元 or 亿元 for money.
        public var unit: String?
        /// Whether the field is required where nil.
        public var isRequired: Bool?
        /// The words of a choice.
        public var choices: [String] = []
        /// The least value, as it would be typed.
        public var least: String?
        /// The greatest value, as it would be typed.
        public var most: String?
        /// Headings of the columns that it is the sum of.
        public var sumOf: [String] = []
        /// Heading of the column that it may not exceed.
        public var atMost: String?
        /// Whether its rows are added up.
        public var isTotalled = false
        /// What is done with last period's value.
        public var carry = ReturnColumn.Carry.none
        /// What whoever fills it in should know.
        public var help: String?

        /// A column that is a field of the register.
        public init(field: String, carry: ReturnColumn.Carry = .none, isTotalled: Bool = false) {
            self.field = field
            self.carry = carry
            self.isTotalled = isTotalled
        }

        /// A column of the officer's own.
        public init(_ heading: String, _ type: String, unit: String? = nil, required: Bool = false)
        {
            self.heading = heading
            self.type = type
            self.unit = unit
            isRequired = required
        }
    }

    /// By when.
    public enum Due: Sendable, Hashable {
        case on(CalendarDate, time: String?)
        /// So many working days after today.
        case workingDays(Int, time: String?)

        var time: String? {
            switch self {
            case .on(_, let time), .workingDays(_, let time): time
            }
        }
    }

    /// What people call it, with its period.
    public var name: String
    /// A code of list `collection-kinds`.
    public var kind: String
    /// A code of list `sections`.
    public var section: String
    /// By when it is to be sent.
    public var due: Due
    /// From left to right.
    public var columns: [Column]
    /// The register whose fields the columns are, and that it lands in.
    public var register: String?
    /// Fields that every row has alike, with their texts.
    public var fixed: [String: String] = [:]
    /// Titles of fixed rows; empty where rows are added as needed.
    public var rowTitles: [String] = []
    /// Where rows known beforehand come from.
    public var prefill = ReturnForm.Prefill.none
    /// The collection of the period before.
    public var previous: Int64?
    /// Further answers for the record: 依据文号, 布置单位.
    public var further: [String: Answer] = [:]

    /// A plan with what each return has.
    public init(
        name: String, kind: String, section: String, due: Due, columns: [Column],
        register: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.section = section
        self.due = due
        self.columns = columns
        self.register = register
    }
}

extension Returns {
    /// Makes a return, which is not sent out yet.
    /// - Parameter also: what is written beside it; if it throws, nothing stands.
    /// - Throws: `ReturnRefusal.mistakes` with everything that is wrong with it, `.due`,
    ///   `RecordRefusal`.
    public func makeReturn(
        _ plan: ReturnPlan, by party: ReturnParty, also: @escaping WriteBeside = { _, _ in }
    ) async throws -> Record {
        let declared = try registry.register(Self.collections)
        try registry.permit(party.viewer, .create, on: declared)
        let returns = self
        return try await database.write(act(party, "collection.created")) { writer in
            let today = writer.now.businessDate
            var answers = plan.further
            answers["name"] = .text(plan.name)
            answers["kind"] = .text(plan.kind)
            answers["responsible_section"] = .text(plan.section)
            answers["due_on"] = .text(try returns.day(plan.due, today).iso)
            answers["due_time"] = .text(plan.due.time ?? "")
            answers["register"] = .text(plan.register ?? "")
            answers["row_titles"] = .text(plan.rowTitles.joined(separator: "、"))
            answers["prefill"] = .text(plan.prefill.rawValue)
            answers["previous"] = .text(plan.previous.map { "#\($0)" } ?? "")
            answers["fixed_values"] = .rows(
                plan.fixed.sorted { $0.key < $1.key }.map { ["field": $0.key, "value": $0.value] })
            answers["template_columns"] = .rows(returns.rows(plan))
            var reading = AnswerReading(returns.registry, writer.reader)
            let draft = try reading.read(answers, for: declared)
            let record = try returns.registry.create(draft, in: declared.name, writer)
            let form = ReturnForm(record, returns.catalogue)
            try returns.permitManaging(party, form, act: "布置报表")
            if !form.mistakes.isEmpty { throw ReturnRefusal.mistakes(form.mistakes) }
            try returns.checkDue(record, writer.now)
            try also(writer, record)
            return record
        }
    }

    /// A year's working days are more than any return takes.
    private static let longestDue = 250

    private func day(_ due: ReturnPlan.Due, _ today: CalendarDate) throws -> CalendarDate {
        switch due {
        case .on(let day, _): return day
        case .workingDays(let count, _):
            guard (0...Self.longestDue).contains(count) else {
                throw ReturnRefusal.due(
                    "期限 \(count) 个工作日不对", advice: "填 1 到 \(Self.longestDue)")
            }
            return WorkingDays(catalogue.calendar).adding(count, to: today)
        }
    }

    private func rows(_ plan: ReturnPlan) -> [[String: String]] {
        let register = plan.register.flatMap { name in
            catalogue.register(name) ?? catalogue.registers.first { $0.title == name }
        }
        return plan.columns.enumerated().map { index, column in
            let field = column.field.flatMap { register?.field($0) }
            let isRequired = column.isRequired ?? field?.required ?? false
            let row: [String: String?] = [
                "rank": "\(index + 1)",
                "heading": column.heading ?? field?.title ?? column.field,
                "unit": column.unit, "required": isRequired ? "是" : "否",
                "rule": column.help, "field": column.field, "type": column.type,
                "choices": column.choices.joined(separator: "、"), "least": column.least,
                "most": column.most, "sum_of": column.sumOf.joined(separator: "＋"),
                "at_most": column.atMost, "total": column.isTotalled ? "是" : "否",
                "carry": column.carry.rawValue,
            ]
            return row.compactMapValues { $0 }
        }
    }

    /// A deadline lies ahead, on a working day, at a time of the clock.
    func checkDue(_ collection: Record, _ now: Instant) throws {
        let time = collection["due_time"].text ?? "24:00"
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count == 2 ? Int($0) : nil }
        guard parts.count == 2, numbers.count == 2, (0...24).contains(numbers[0]),
            (0...59).contains(numbers[1]), numbers[0] < 24 || numbers[1] == 0
        else {
            throw ReturnRefusal.due("截止时刻“\(time)”不是钟点", advice: "写成 17:00")
        }
        guard let day = (collection["due_on"].text).flatMap({ CalendarDate(iso: $0) }) else {
            throw ReturnRefusal.due("没有截止日期", advice: "填上截止日期")
        }
        if ReturnForm.due(collection) <= now.businessTime {
            throw ReturnRefusal.due(
                "截止时间 \(ReturnForm.dueWords(collection)) 已经过去", advice: "改到今天以后")
        }
        let working = WorkingDays(catalogue.calendar)
        if !working.isWorked(day) {
            let next = working.adding(1, to: day)
            throw ReturnRefusal.due(
                "截止日期 \(day.iso) 不是工作日", advice: "改到工作日，下一个是 \(next.iso)")
        }
    }
}
