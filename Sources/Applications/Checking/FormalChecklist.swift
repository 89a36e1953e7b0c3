public import Catalogue
import Values

/// One item of a formal check as it was found.
public struct FormalItem: Sendable, Hashable {
    /// A code of list `formal-items`.
    public let item: String
    public let passes: Bool
    /// A code of list `formal-reasons`, where it does not pass: one reason an item.
    public let reason: String?
    public let note: String

    public init(_ item: String, passes: Bool, reason: String? = nil, note: String = "") {
        self.item = item
        self.passes = passes
        self.reason = passes ? nil : reason
        self.note = note
    }
}

/// What is looked at, and why something may not pass.
public struct FormalChecklist: Sendable {
    /// Codes of list `formal-items`, in the order of the list.
    public let items: [String]
    private let catalogue: Catalogue

    /// The checklist of an application: what its call does not ask for is not looked at.
    public init(_ terms: CallTerms?, kind: String, hasTopics: Bool, _ catalogue: Catalogue) {
        self.catalogue = catalogue
        let all = (catalogue.list("formal-items")?.codes ?? []).map(\.code)
        guard let terms else {
            items = all
            return
        }
        var left: Set<String> = []
        if !hasTopics { left.insert("guide") }
        if terms.kind(kind)?.coFundingSide == nil { left.insert("co-funding") }
        if terms.budgetMode != Programme.Budget.Mode.itemised.rawValue { left.insert("budget") }
        if !terms.has(.recommendation) { left.insert("recommendation") }
        if !(terms.asks + terms.offers).contains("ethics") { left.insert("ethics") }
        items = all.filter { !left.contains($0) }
    }

    /// The reasons that an item may fail for: their codes begin with the item's.
    public func reasons(of item: String) -> [(code: String, title: String)] {
        (catalogue.list("formal-reasons")?.codes ?? [])
            .filter { Self.item(of: $0.code, among: items) == item }
            .map { ($0.code, $0.title) }
    }

    /// The item that a reason belongs to: the longest that it begins with.
    private static func item(of reason: String, among items: [String]) -> String? {
        items.filter { reason.hasPrefix($0 + "-") }.max { $0.count < $1.count }
    }

    /// What an item is called.
    public func title(_ item: String) -> String {
        catalogue.list("formal-items")?.title(of: item) ?? item
    }

    /// What a reason says.
    public func words(_ reason: String) -> String {
        catalogue.list("formal-reasons")?.title(of: reason) ?? reason
    }

    /// Refuses a sheet that leaves an item out, or fails one without a reason of its own.
    /// - Throws: `CheckRefusal`.
    func check(_ found: [FormalItem]) throws {
        let known = Dictionary(found.map { ($0.item, $0) }) { $1 }
        let missing = items.filter { known[$0] == nil }
        if !missing.isEmpty { throw CheckRefusal.itemMissing(items: missing.map(title)) }
        let failed = items.compactMap { known[$0] }.filter { !$0.passes }
        let bare = failed.filter { $0.reason == nil }
        if !bare.isEmpty { throw CheckRefusal.reasonMissing(items: bare.map { title($0.item) }) }
        for one in failed {
            guard let reason = one.reason,
                reasons(of: one.item).contains(where: { $0.code == reason })
            else {
                throw CheckRefusal.reasonOfOther(
                    item: title(one.item), reason: words(one.reason ?? ""))
            }
        }
    }

    /// Every item passed: what a bulk pass writes down.
    var allPassed: [FormalItem] { items.map { FormalItem($0, passes: true) } }
}
