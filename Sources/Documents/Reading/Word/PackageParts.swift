/// The parts of an office package, read one by one within the limits of the document.
final class PackageParts {
    private let zip: ZipReader
    private let budget: ReadingBudget

    init(_ bytes: [UInt8], _ budget: ReadingBudget) throws(DocumentProblem) {
        zip = try ZipReader(bytes: bytes)
        self.budget = budget
    }

    func has(_ part: String) -> Bool { zip.size(of: part) != nil }

    /// Tells a part's events; a part that is not there tells nothing.
    func read(_ part: String, _ events: any XMLEvents) throws {
        guard has(part) else { return }
        guard !zip.isEncrypted(part) else {
            throw DocumentProblem(what: "文件加了密码", place: .part(part), remedy: "请去掉密码后重新上传")
        }
        let feed = try XMLFeed(events, part: part, most: budget.limits.elements)
        try zip.each(of: part, limit: budget.room) { piece in
            budget.take(unpacked: piece.count)
            try feed.push(piece)
            try budget.check()
            return true
        }
        try feed.push(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
        try budget.check()
    }

    /// The parts that a part names, by the last word of their type, such as `styles`.
    func related(to part: String) throws -> [String: String] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let name = part.split(separator: "/").last ?? ""
        let prefix = folder.isEmpty ? "" : folder + "/"
        let events = RelationEvents()
        try read("\(prefix)_rels/\(name).rels", events)
        return events.byType.mapValues { target in
            target.hasPrefix("/") ? String(target.dropFirst()) : prefix + target
        }
    }
}
