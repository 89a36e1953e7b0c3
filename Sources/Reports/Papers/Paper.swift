import Foundation
import Journal

/// A paper as it was given out: everything that is printed, and nothing that is looked up again.
public struct Paper: Sendable, Hashable, Codable {
    public struct Pair: Sendable, Hashable, Codable {
        public let title: String
        public let value: String
    }

    /// A step of a record's way: who did what, when, with which opinion.
    public struct Step: Sendable, Hashable, Codable {
        public let at: String
        public let who: String
        public let what: String
        public let reason: String
    }

    public struct Table: Sendable, Hashable, Codable {
        public let columns: [String]
        /// Which columns are numbers, set to the right.
        public let numbers: [Int]
        public let rows: [[String]]
        public let totals: [String]?
        /// Rows of sums among the others.
        public var strong: [Int]?
        /// Where it stands behind the letter on a page of its own: its title.
        public var annex: String?
        /// 元: what its amounts are in.
        public var unit: String?
    }

    /// `approval`, `summary` or `letter`.
    public let kind: String
    public let number: String
    public let title: String
    /// The number of an official document (发文字号), which is not that of the paper.
    public var docNo: String?
    public var addressee: String?
    public var paragraphs: [String] = []
    public var pairs: [Pair] = []
    public var steps: [Step] = []
    public var table: Table?
    public var signatures: [String] = []
    /// `第 3 版，截至2026年3月5日`: what it rests on.
    public let ground: String
    /// Who gives it out, as printed: the bureau's name.
    public var issuer: String
    /// In words: 2026年3月5日.
    public var issuedOn: String
    public let isDemonstration: Bool

    /// The text that is kept, the same for the same paper.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(Paper.self, from: Data(text.utf8))
    }

    init(
        kind: String, number: String, title: String, ground: String, issuer: String,
        issuedOn: String, isDemonstration: Bool
    ) {
        self.kind = kind
        self.number = number
        self.title = title
        self.ground = ground
        self.issuer = issuer
        self.issuedOn = issuedOn
        self.isDemonstration = isDemonstration
    }
}

/// A paper with what the register says of it.
public struct IssuedPaper: Sendable, Hashable {
    public let id: Int64
    public let paper: Paper
    public let template: String
    /// In two groups of five letters.
    public let code: String
    public let digest: String
    public let register: String
    public let record: Int64?
    public let issuedBy: String
    public let issuedOn: String
    /// Withdrawn since: what is printed holds no more.
    public let isVoid: Bool
}

/// Why a paper is not given out or not shown.
public enum PaperRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noTemplate(String, advice: String)
    case notOf(paper: String, register: String)
    case wrongState(paper: String, states: [String], state: String)
    case emptyFields(paper: String, titles: [String])
    case tooLong(limit: Int)
    case damaged(number: String)
    case noPaper

    public var description: String {
        switch self {
        case .noTemplate(let name, let advice): "没有名为“\(name)”的纸件。\(advice)"
        case .notOf(let paper, let register): "\(register)不出具\(paper)。"
        case .wrongState(let paper, let states, let state):
            "\(paper)要在“\(states.joined(separator: "、"))”状态下出具，现在是“\(state)”。"
        case .emptyFields(let paper, let titles):
            "\(paper)要写\(titles.joined(separator: "、"))，记录里还没有。先补上再出具。"
        case .tooLong(let limit): "汇总表最多 \(limit) 行。缩小筛选条件，或导出 Excel。"
        case .damaged(let number): "纸件 \(number) 的内容与出具时的摘要不符，不予显示。请系统管理员用 dongting verify 查明。"
        case .noPaper: "没有这件纸件。"
        }
    }
}
