import Catalogue

/// How the records of one register look to programs, from its declaration.
struct RegisterSchema: Sendable {
    let register: Register
    let catalogue: Catalogue

    /// Letters that a text may have where its declaration sets no limit: as many as its form takes.
    static func mostLetters(_ field: Field) -> Int {
        guard case .text(_, let most, let isLong) = field.type else { return 400 }
        return most ?? (isLong ? 4_000 : 400)
    }

    /// A record as it is answered; personal fields are not in it.
    var record: ApiSchema {
        var members: [(String, ApiSchema)] = [
            ("id", .integer(from: 1)), ("version", .integer(from: 1)),
            (
                "state",
                .choice(catalogue.lifecycle(of: register).states.map(\.name))
            ),
            ("state_since", Self.date(orNull: false, "状态起始日")),
        ]
        members += register.columns.map { (Self.name($0), answered($0)) }
        members += register.rowFields.map { field in
            let columns = (field.type.columns ?? []).filter { !$0.personal }
            return (field.name + "?", .list(.object(columns.map { ($0.name, answered($0)) })))
        }
        return .object(members, words: register.title)
    }

    /// The bureau's own fields are not answered to counties and organisations.
    private static func name(_ field: Field) -> String {
        field.isBureaus ? field.name + "?" : field.name
    }

    /// What `fields` may hold when a record is made or changed; a null clears a field.
    var fields: ApiSchema {
        .object(
            register.fields.map { field in
                guard let columns = field.type.columns else {
                    return (field.name + "?", given(field))
                }
                let row = ApiSchema.object(columns.map { ($0.name + "?", given($0)) })
                return (field.name + "?", .list(row, orNull: true))
            }, words: "\(register.title)的字段")
    }

    private func answered(_ field: Field) -> ApiSchema {
        switch field.type {
        case .record(let target):
            .integer(orNull: true).with("\(field.title)：\(target) 的编号")
        default: schema(field)
        }
    }

    private func given(_ field: Field) -> ApiSchema {
        switch field.type {
        case .record(let target):
            .any(
                ["integer", "object", "null"],
                "\(field.title)：\(target) 的编号，或 {\"match\": 名称或代码}")
        case .text:
            .text(title(field), most: Self.mostLetters(field), orNull: true)
        default: schema(field)
        }
    }

    private func schema(_ field: Field) -> ApiSchema {
        switch field.type {
        case .choice, .county: codes(field)
        case .text, .region: .text(title(field), orNull: true)
        case .integer: .integer(orNull: true).with(title(field))
        case .year: .integer(from: 1_000, through: 9_999, orNull: true).with(title(field))
        case .boolean: .truth(orNull: true).with(title(field))
        case .money:
            .text(like: #"^-?[0-9]{1,14}(\.[0-9]{1,2})?$"#, title(field) + "，元", orNull: true)
        case .decimal(_, let isPercent):
            .text(
                like: isPercent ? #"^-?[0-9]{1,16}(\.[0-9]+)?%?$"# : #"^-?[0-9]{1,16}(\.[0-9]+)?$"#,
                title(field),
                orNull: true)
        case .date: Self.date(orNull: true, title(field))
        case .month: .text(like: #"^[0-9]{4}-[0-9]{2}$"#, title(field), orNull: true)
        case .record, .rows: .any(["integer", "array", "null"], title(field))
        }
    }

    private static func date(orNull: Bool, _ words: String) -> ApiSchema {
        .date(words, orNull: orNull)
    }

    /// A short list is written out; the codes of a long one are in the catalogue.
    private func codes(_ field: Field) -> ApiSchema {
        let codes = catalogue.list(field.type.codeList ?? "")?.codes ?? []
        guard (1...60).contains(codes.count) else { return .text(title(field), orNull: true) }
        return .choice(codes.map(\.code), orNull: true).with(title(field))
    }

    private func title(_ field: Field) -> String {
        let list = field.type.codeList.map { "（代码表 \($0) 的代码）" } ?? ""
        let when = field.when.map { "，仅当\(register.words(of: $0, in: catalogue))时填" } ?? ""
        return field.title + list + when
    }
}
