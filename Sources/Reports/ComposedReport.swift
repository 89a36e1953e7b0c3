/// A report as it reads on one day, from one snapshot: the text and the figures behind it.
public struct ComposedReport: Sendable, Hashable, Codable {
    /// The name of the template.
    public var report: String
    public var title: String
    public var year: Int
    /// The last day that counts, `2025-12-31`.
    public var asOf: String
    public var issuer: String
    /// Composed from synthetic records: every face of it says so.
    public var isDemonstration: Bool
    public var sections: [Section]
    /// The figures that the text uses, in the order in which it first does.
    public var figures: [ReportFigure]
    /// What a person should look at before the report is frozen; not part of the digest.
    public var warnings: [String]
    /// SHA-256, in hex, of the canonical content: everything but this and the warnings.
    public var digest: String

    public init(
        report: String, title: String, year: Int, asOf: String, issuer: String,
        isDemonstration: Bool, sections: [Section], figures: [ReportFigure] = [],
        warnings: [String] = [], digest: String = ""
    ) {
        self.report = report
        self.title = title
        self.year = year
        self.asOf = asOf
        self.issuer = issuer
        self.isDemonstration = isDemonstration
        self.sections = sections
        self.figures = figures
        self.warnings = warnings
        self.digest = digest
    }

    /// A chapter (章), such as 一、部门基本情况.
    public struct Section: Sendable, Hashable, Codable {
        public var id: String
        /// 一, 二 …
        public var number: String
        public var title: String
        public var parts: [Part]

        public init(id: String, number: String, title: String, parts: [Part]) {
            self.id = id
            self.number = number
            self.title = title
            self.parts = parts
        }

        /// 一、部门基本情况
        public var heading: String { "\(number)、\(title)" }
    }

    /// A part (节) of a chapter; one without id and title where the chapter has no parts, or
    /// before them.
    public struct Part: Sendable, Hashable, Codable {
        public var id: String
        /// The heading as printed, its number included.
        public var title: String?
        public var paragraphs: [Paragraph]

        public init(id: String, title: String?, paragraphs: [Paragraph]) {
            self.id = id
            self.title = title
            self.paragraphs = paragraphs
        }
    }

    /// A passage with its figures filled in.
    public struct Paragraph: Sendable, Hashable, Codable {
        /// The id of the record of register `passage`.
        public var passage: Int64
        public var author: String?
        public var signedBy: String?
        /// `2026-01-10`; nil while nobody has signed.
        public var signedOn: String?
        public var spans: [Span]

        public init(
            passage: Int64, author: String? = nil, signedBy: String? = nil,
            signedOn: String? = nil, spans: [Span]
        ) {
            self.passage = passage
            self.author = author
            self.signedBy = signedBy
            self.signedOn = signedOn
            self.spans = spans
        }

        public var text: String { spans.map(\.text).joined() }
    }

    /// A stretch of text, or one figure in it.
    public struct Span: Sendable, Hashable, Codable {
        public var text: String
        /// The name of the figure whose number this is; nil for words.
        public var figure: String?

        public init(text: String, figure: String? = nil) {
            self.text = text
            self.figure = figure
        }
    }

    /// The first 16 digits of the digest in groups of four, for a person to compare (校验码).
    public var checkCode: String {
        var code = ""
        for (index, digit) in digest.uppercased().prefix(16).enumerated() {
            if index > 0, index.isMultiple(of: 4) { code.append(" ") }
            code.append(digit)
        }
        return code
    }
}

/// One figure of a report as it was answered, and a digest of the records it came from.
public struct ReportFigure: Sendable, Hashable, Codable {
    public var name: String
    /// F001 … where the figure is one of the published report.
    public var reference: String?
    public var title: String
    /// The number as printed, without unit; nil where there is none.
    public var value: String?
    public var unit: String
    /// In percent against the year before.
    public var growth: String?
    /// In `unit` against the year before; percentage points for a percentage.
    public var change: String?
    /// As it stands in a sentence: 预计1040家, 无, 〔暂无数据〕.
    public var text: String
    public var dataYear: Int
    public var asOf: String
    /// A person has marked it as an estimate (预计).
    public var forecast: Bool
    /// All records say there is none (无).
    public var `nil`: Bool
    /// SHA-256, in hex, over part, register, record and measured value of every record behind it.
    public var lineageDigest: String
    /// The number of records in each set behind it: one, or two for a ratio or a difference.
    public var lineageCounts: [Int]

    public init(
        name: String, reference: String? = nil, title: String, value: String?, unit: String,
        growth: String? = nil, change: String? = nil, text: String, dataYear: Int, asOf: String,
        forecast: Bool = false, nil isNil: Bool = false, lineageDigest: String,
        lineageCounts: [Int]
    ) {
        self.name = name
        self.reference = reference
        self.title = title
        self.value = value
        self.unit = unit
        self.growth = growth
        self.change = change
        self.text = text
        self.dataYear = dataYear
        self.asOf = asOf
        self.forecast = forecast
        self.nil = isNil
        self.lineageDigest = lineageDigest
        self.lineageCounts = lineageCounts
    }
}

/// A report as it was frozen (定稿); its text is read back with `Reports.version`.
public struct ReportVersion: Sendable, Hashable {
    /// The id of the record of register `report-version`.
    public let record: Int64
    public let report: String
    public let year: Int
    /// 1 for the first of its report and year.
    public let number: Int
    public let digest: String
    public let frozenBy: String
    /// At Asia/Shanghai: `2026-03-01 17:00:05`.
    public let frozenAt: String
    /// Nothing was written: the same content had been frozen before as this version.
    public let alreadyFrozen: Bool

    public init(
        record: Int64, report: String, year: Int, number: Int, digest: String, frozenBy: String,
        frozenAt: String, alreadyFrozen: Bool = false
    ) {
        self.record = record
        self.report = report
        self.year = year
        self.number = number
        self.digest = digest
        self.frozenBy = frozenBy
        self.frozenAt = frozenAt
        self.alreadyFrozen = alreadyFrozen
    }

    /// 第1版
    public var title: String { "第\(number)版" }
}
