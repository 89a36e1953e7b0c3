/// What a field holds, and so how it is stored, written and checked.
public indirect enum FieldType: Hashable, Sendable {
    /// Text; `long` may span lines.
    case text(format: TextFormat?, maximum: Int?, long: Bool)
    case integer
    /// A number stored as an integer times 10^scale; a percent prints with %.
    case decimal(scale: Int, percent: Bool)
    /// Fen.
    case money
    case date
    case month
    case year
    case boolean
    /// A code of a list; regions and counties are lists too, kept apart for their meaning.
    case choice(list: String)
    case region
    case county
    /// The id of a record of another register.
    case record(register: String)
    case rows([Field])

    /// The code list of a choice, a region or a county.
    public var codeList: String? {
        switch self {
        case .choice(let list): list
        case .region: "regions"
        case .county: "counties"
        default: nil
        }
    }

    /// Whether a cell of this type is stored as an integer.
    public var isInteger: Bool {
        switch self {
        case .integer, .decimal, .money, .year, .boolean, .record: true
        default: false
        }
    }

    /// Whether values of this type can be added up.
    public var isSummable: Bool {
        switch self {
        case .integer, .decimal, .money: true
        default: false
        }
    }

    public var isCalendar: Bool {
        switch self {
        case .date, .month, .year: true
        default: false
        }
    }

    /// The columns of a rows field.
    public var columns: [Field]? {
        if case .rows(let columns) = self { columns } else { nil }
    }

    /// The register a record field leads to.
    public var target: String? {
        if case .record(let register) = self { register } else { nil }
    }
}

/// A format that a text must have.
public enum TextFormat: String, CaseIterable, Sendable {
    case uscc
    case idNumber = "id-number"
    case phone
    case email
}

extension FieldType {
    /// The word that a declaration writes.
    public var word: String {
        switch self {
        case .text(_, _, let isLong): isLong ? "long-text" : "text"
        case .integer: "integer"
        case .decimal(_, let isPercent): isPercent ? "percent" : "decimal"
        case .money: "money"
        case .date: "date"
        case .month: "month"
        case .year: "year"
        case .boolean: "boolean"
        case .choice: "choice"
        case .region: "region"
        case .county: "county"
        case .record: "record"
        case .rows: "rows"
        }
    }

    /// Whether texts of this type have a known form (an identity number, a telephone number).
    var hasFormat: Bool {
        if case .text(.some, _, _) = self { true } else { false }
    }
}
