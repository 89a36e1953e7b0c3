/// Reads a page as a browser would, strictly, and tells what is wrong with its structure.
struct Markup {
    private(set) var problems: [String] = []
    private(set) var tags: [Tag] = []

    struct Tag {
        let name: String
        let attributes: [String: String]
    }

    private static let void: Set<String> = [
        "meta", "link", "input", "br", "hr", "img", "path", "rect", "circle",
    ]

    init(_ html: String) {
        read(html)
        check(html)
    }

    func all(_ name: String) -> [Tag] { tags.filter { $0.name == name } }

    private mutating func read(_ html: String) {
        var open: [String] = []
        var rest = Substring(html)
        while let start = rest.firstIndex(of: "<") {
            rest = rest[start...].dropFirst()
            guard let end = rest.firstIndex(of: ">") else {
                problems.append("标记没有结束：\(rest.prefix(40))")
                return
            }
            let inside = rest[..<end]
            rest = rest[end...].dropFirst()
            if inside.hasPrefix("!") { continue }
            if inside.hasPrefix("/") {
                let name = String(inside.dropFirst())
                if open.last == name {
                    open.removeLast()
                } else {
                    problems.append("</\(name)> 对不上 <\(open.last ?? "")>")
                    return
                }
                continue
            }
            let closed = inside.hasSuffix("/")
            let tag = Self.tag(closed ? inside.dropLast() : inside)
            tags.append(tag)
            if !closed, !Self.void.contains(tag.name) { open.append(tag.name) }
            if tag.name == "style" || tag.name == "script", !closed,
                let close = rest.firstRange(of: "</\(tag.name)>")
            {
                rest = rest[close.lowerBound...]
            }
        }
        if !open.isEmpty { problems.append("没有关闭：\(open)") }
    }

    private static func tag(_ text: Substring) -> Tag {
        let name = text.prefix { !$0.isWhitespace }
        var attributes: [String: String] = [:]
        var rest = text[name.endIndex...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            if rest.isEmpty { break }
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest[key.endIndex...]
            guard rest.first == "=" else {
                attributes[String(key)] = ""
                continue
            }
            rest = rest.dropFirst(2)
            let value = rest.prefix { $0 != "\"" }
            attributes[String(key)] = String(value)
            rest = rest[value.endIndex...].dropFirst()
        }
        return Tag(name: String(name), attributes: attributes)
    }

    private mutating func check(_ html: String) {
        if !html.hasPrefix("<!DOCTYPE html>") { problems.append("没有 DOCTYPE") }
        if all("html").first?.attributes["lang"] != "zh-CN" { problems.append("没有 lang") }
        for (name, count) in ["title": 1, "main": 1, "h1": 1] where all(name).count != count {
            problems.append("<\(name)> 有 \(all(name).count) 个")
        }
        let ids = tags.compactMap { $0.attributes["id"] }
        for id in Set(ids) where ids.count(where: { $0 == id }) > 1 {
            problems.append("id \(id) 重复")
        }
        let labels = Set(all("label").compactMap { $0.attributes["for"] })
        for input in all("input") + all("select") + all("textarea")
        where input.attributes["type"] != "hidden" {
            let isNamed =
                input.attributes["id"].map { labels.contains($0) } ?? false
                || input.attributes["aria-label"]?.isEmpty == false
            if !isNamed { problems.append("输入框没有标签：\(input.attributes)") }
        }
        if all("caption").count != all("table").count { problems.append("表格没有标题") }
        for head in all("th") where head.attributes["scope"] == nil {
            problems.append("th 没有 scope")
        }
        for tag in tags {
            for key in tag.attributes.keys where key.hasPrefix("on") || key == "style" {
                problems.append("<\(tag.name)> 有 \(key) 属性")
            }
            if tag.name == "script", tag.attributes["src"] == nil { problems.append("内联脚本") }
        }
    }
}
