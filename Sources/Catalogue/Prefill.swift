/// A field of a form that begins with what the record chosen in another field says (`prefill`):
/// `county` with the county of the `organisation`.
public struct Prefill: Hashable, Sendable {
    /// The field that is filled.
    public let to: String
    /// The field in which a record is chosen.
    public let from: String
    /// The field of that record whose value is taken.
    public let of: String
    let place: Place

    public static func == (left: Prefill, right: Prefill) -> Bool {
        left.to == right.to && left.from == right.from && left.of == right.of
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(to)
        hasher.combine(from)
        hasher.combine(of)
    }

    /// Those that the fields declare, then those that the register declares for common fields.
    static func read(_ fields: [Field], _ reader: DeclarationReader) -> [Prefill] {
        let own = fields.compactMap { field in
            field.prefill.flatMap { read($0, to: field.name, field.place, reader.problems) }
        }
        let entries = reader.mapping("prefill")?.node.entries ?? []
        return own
            + entries.compactMap { entry in
                guard let path = entry.value.scalar else {
                    reader.problems.add(
                        entry.place, "\(reader.subject)的 prefill 里 \(entry.key) 应写成“字段.字段”",
                        advice: "例如 county: organisation.county")
                    return nil
                }
                return read(path, to: entry.key, entry.place, reader.problems)
            }
    }

    private static func read(_ path: String, to: String, _ place: Place, _ problems: ProblemList)
        -> Prefill?
    {
        let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts.contains("") else {
            problems.add(
                place, "字段 \(to) 的 prefill “\(path)”应写成“字段.字段”", advice: "例如 organisation.county")
            return nil
        }
        return Prefill(to: to, from: parts[0], of: parts[1], place: place)
    }
}

/// Checks that what a form begins with is there and of the same kind.
struct PrefillCheck {
    let register: Register
    let catalogue: Catalogue
    let problems: ProblemList

    func run() {
        for prefill in register.prefills { check(prefill) }
    }

    private func check(_ prefill: Prefill) {
        let what = "字段 \(register.name).\(prefill.to) 的 prefill"
        func named(_ name: String, _ register: Register) -> Field? {
            if let field = register.field(name) { return field }
            problems.add(
                prefill.place, "\(what)：登记册 \(register.name) 里没有字段 \(name)",
                advice: Catalogue.advice(for: name, among: register.fields.map(\.name)))
            return nil
        }
        guard let to = named(prefill.to, register), let from = named(prefill.from, register) else {
            return
        }
        guard let target = from.type.target.flatMap(catalogue.register), !from.personal else {
            problems.add(
                prefill.place, "\(what)：\(from.title)不是引用字段", advice: "点号前写选择单位、人员或记录的字段")
            return
        }
        guard let of = named(prefill.of, target) else { return }
        if of.personal {
            problems.add(prefill.place, "\(what)：\(of.title)是个人信息", advice: "个人信息不带入")
        }
        if to.type.columns != nil || !fits(of.type, to.type) {
            problems.add(
                prefill.place, "\(what)：\(of.title)和\(to.title)不是同一种字段", advice: "两处的 type 和代码表要一样")
        }
    }

    private func fits(_ from: FieldType, _ to: FieldType) -> Bool {
        if case .text = from, case .text = to { return true }
        return from == to
    }
}
