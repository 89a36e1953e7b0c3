import Registers
import Values

/// The body of a request of a program, taken strictly: one JSON object with names that are known.
struct ApiBody: Sendable {
    /// Bytes that a body may have: a record with thousands of rows.
    static let mostBytes = 1_024 * 1_024
    static let mostReason = 400

    private let json: JSON
    /// Where it stands in what was sent; empty for the whole.
    let place: String

    /// - Parameters:
    ///   - names: what may stand in it.
    ///   - isOptional: whether it may be left out whole.
    /// - Throws: `ApiRefusal.notJSON`, `.brokenJSON`, `.problems`; `WebError.bodyTooLarge`.
    init(_ request: Request, _ names: [String], isOptional: Bool = false) throws {
        if isOptional, request.body.isEmpty {
            try self.init(.object([]), at: "", names)
            return
        }
        let accepted = request.method == "PATCH" ? "application/merge-patch+json" : nil
        let type = request.headers["content-type"] ?? ""
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard essence == "application/json" || essence == accepted else {
            throw ApiRefusal.notJSON(type: type, accepted: "application/json")
        }
        guard request.body.count <= Self.mostBytes else {
            throw WebError.bodyTooLarge(limit: Self.mostBytes)
        }
        let whole: JSON
        do {
            whole = try JSON.read(request.body)
        } catch {
            throw ApiRefusal.brokenJSON(error)
        }
        try self.init(whole, at: "", names)
    }

    /// An object within a body.
    private init(_ json: JSON, at place: String, _ names: [String]) throws {
        (self.json, self.place) = (json, place)
        guard case .object(let pairs) = json else {
            throw ApiRefusal.problems([.init(place, "应是一个对象", "例如 {\"\(names.first ?? "")\": …}")])
        }
        let unknown = pairs.filter { !names.contains($0.0) }
        if !unknown.isEmpty {
            throw ApiRefusal.problems(
                unknown.map {
                    .init(
                        at($0.0), "没有这一项", "可用：\(names.joined(separator: "、"))")
                })
        }
    }

    subscript(name: String) -> JSON? { json[name] }

    /// Where a member stands (RFC 6901).
    func at(_ name: String) -> String { place + "/" + Self.pointer(name) }

    /// A text, or nil where it was not given.
    /// - Throws: `ApiRefusal.problems`.
    func text(_ name: String, most: Int = ApiBody.mostReason) throws -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let text = value.string else {
            throw ApiRefusal.problems([.init(at(name), "应是文字", "用引号括起来")])
        }
        guard text.count <= most, !text.utf8.contains(0) else {
            throw ApiRefusal.problems([.init(at(name), "最多 \(most) 个字，不含空字符", "缩短")])
        }
        return text
    }

    /// A text that must be given.
    func required(_ name: String, most: Int = ApiBody.mostReason) throws -> String {
        guard let text = try text(name, most: most), !text.isEmpty else {
            throw ApiRefusal.problems([.init(at(name), "必填", "写上这一项")])
        }
        return text
    }

    /// Texts by their names; none where it was not given.
    /// - Throws: `ApiRefusal.problems`.
    func texts(_ name: String) throws -> [String: String] {
        guard let value = json[name], !value.isNull else { return [:] }
        guard case .object(let pairs) = value else {
            throw ApiRefusal.problems([.init(at(name), "应是一个对象", "例如 {\"字段\": \"意见\"}")])
        }
        var texts: [String: String] = [:]
        for (key, value) in pairs {
            guard let text = value.string, !text.utf8.contains(0), text.count <= Self.mostReason
            else {
                throw ApiRefusal.problems([
                    .init(
                        "\(at(name))/\(Self.pointer(key))", "应是不超过 \(Self.mostReason) 个字的文字",
                        "用引号括起来")
                ])
            }
            texts[key] = text
        }
        return texts
    }

    /// An integer, or nil where it was not given.
    func integer(_ name: String) throws -> Int64? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let number = value.integer else {
            throw ApiRefusal.problems([.init(at(name), "应是整数", "不加引号")])
        }
        return number
    }

    /// Yes or no; no where it was not given.
    func truth(_ name: String) throws -> Bool {
        guard let value = json[name], !value.isNull else { return false }
        guard case .bool(let isTrue) = value else {
            throw ApiRefusal.problems([.init(at(name), "应是 true 或 false", "不加引号")])
        }
        return isTrue
    }

    /// The members of a list; none where it was not given.
    func list(_ name: String, most: Int) throws -> [(place: String, json: JSON)] {
        guard let value = json[name], !value.isNull else { return [] }
        guard let members = value.array else {
            throw ApiRefusal.problems([.init(at(name), "应是一个数组", "用方括号括起来")])
        }
        guard members.count <= most else {
            throw ApiRefusal.problems([.init(at(name), "最多 \(most) 个", "分几次办")])
        }
        return members.enumerated().map { ("\(at(name))/\($0)", $1) }
    }

    /// A list of objects with these names.
    func objects(_ name: String, _ names: [String], most: Int = 200) throws -> [ApiBody] {
        try list(name, most: most).map { try ApiBody($0.json, at: $0.place, names) }
    }

    /// An object with these names, or nil where it was not given.
    func object(_ name: String, _ names: [String]) throws -> ApiBody? {
        guard let value = json[name], !value.isNull else { return nil }
        return try ApiBody(value, at: at(name), names)
    }

    /// A list of texts.
    func texts(_ name: String, most: Int = 200) throws -> [String] {
        try list(name, most: most).map { place, json in
            guard let text = json.string, text.count <= Self.mostReason, !text.utf8.contains(0)
            else { throw ApiRefusal.problems([.init(place, "应是文字，最多 400 字", "用引号括起来")]) }
            return text
        }
    }

    /// A list of numbers of records, each once.
    func ids(_ name: String, most: Int = 200) throws -> [Int64] {
        var seen: Set<Int64> = []
        return try list(name, most: most).compactMap { place, json in
            guard let id = json.integer, id > 0 else {
                throw ApiRefusal.problems([.init(place, "应是从 1 起的整数", "写编号，不加引号")])
            }
            return seen.insert(id).inserted ? id : nil
        }
    }

    /// A name as a part of a pointer (RFC 6901).
    static func pointer(_ name: String) -> String {
        name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
