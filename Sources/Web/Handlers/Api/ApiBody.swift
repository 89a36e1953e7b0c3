import Registers
import Values

/// The body of a request of a program, taken strictly: one JSON object with names that are known.
struct ApiBody: Sendable {
    /// Bytes that a body may have: a record with thousands of rows.
    static let mostBytes = 1_024 * 1_024
    static let mostReason = 400

    private let json: JSON

    /// - Parameters:
    ///   - names: what may stand in it.
    ///   - isOptional: whether it may be left out whole.
    /// - Throws: `ApiRefusal.notJSON`, `.brokenJSON`, `.problems`; `WebError.bodyTooLarge`.
    init(_ request: Request, _ names: [String], isOptional: Bool = false) throws {
        if isOptional, request.body.isEmpty {
            json = .object([])
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
        do {
            json = try JSON.read(request.body)
        } catch {
            throw ApiRefusal.brokenJSON(error)
        }
        guard case .object(let pairs) = json else {
            throw ApiRefusal.problems([.init("", "应是一个对象", "例如 {\"fields\": {}}")])
        }
        let unknown = pairs.filter { !names.contains($0.0) }
        if !unknown.isEmpty {
            throw ApiRefusal.problems(
                unknown.map {
                    .init(
                        "/" + ApiBody.pointer($0.0), "没有这一项",
                        "可用：\(names.joined(separator: "、"))")
                })
        }
    }

    subscript(name: String) -> JSON? { json[name] }

    /// A text, or nil where it was not given.
    /// - Throws: `ApiRefusal.problems`.
    func text(_ name: String, most: Int = ApiBody.mostReason) throws -> String? {
        guard let value = json[name], !value.isNull else { return nil }
        guard let text = value.string else {
            throw ApiRefusal.problems([.init("/" + name, "应是文字", "用引号括起来")])
        }
        guard text.count <= most, !text.utf8.contains(0) else {
            throw ApiRefusal.problems([.init("/" + name, "最多 \(most) 个字，不含空字符", "缩短")])
        }
        return text
    }

    /// Texts by their names; none where it was not given.
    /// - Throws: `ApiRefusal.problems`.
    func texts(_ name: String) throws -> [String: String] {
        guard let value = json[name], !value.isNull else { return [:] }
        guard case .object(let pairs) = value else {
            throw ApiRefusal.problems([.init("/" + name, "应是一个对象", "例如 {\"字段\": \"意见\"}")])
        }
        var texts: [String: String] = [:]
        for (key, value) in pairs {
            guard let text = value.string, !text.utf8.contains(0), text.count <= Self.mostReason
            else {
                throw ApiRefusal.problems([
                    .init(
                        "/\(name)/\(Self.pointer(key))", "应是不超过 \(Self.mostReason) 个字的文字",
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
            throw ApiRefusal.problems([.init("/" + name, "应是整数", "不加引号")])
        }
        return number
    }

    /// A name as a part of a pointer (RFC 6901).
    static func pointer(_ name: String) -> String {
        name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
